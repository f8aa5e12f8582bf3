import type { Rule, Sample } from '../../../src/api';
import { report, script } from '../docker/report';

/** Each finding as message id and the text that it points at. */
export const words = async (rule: Rule, sample: Sample) => (await report(rule, sample)).map(([id, word]) => [id, word]);

export const image = (env: string): Sample => ({ Dockerfile: `FROM python:3.12\nENV ${env}\n` });

export const launch = (flags: string, python = ''): { readonly [path: string]: string } => ({
  'train.sh': script(`docker run --rm -v "$DIR:/workspace" -w /workspace ${flags} demo python train.py`),
  'train.py': python,
});
