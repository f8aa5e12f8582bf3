import type { Rule, Sample } from '../../../src/api';
import type { SampleOptions } from '../../../src/testing';
import { report } from '../docker/report';

/** Each finding as message id and the text that it points at. */
export const words = async (rule: Rule, sample: Sample, options: SampleOptions = {}) =>
  (await report(rule, sample, options)).map(([id, word]) => [id, word]);

export const run = (command: string): string => `FROM python:3.12\nWORKDIR /app\nRUN ${command}\n`;
