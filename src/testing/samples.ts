import { parse } from 'yaml';
import type { Sample } from '../api/rule';
import type { LiveFacts } from '../model/live/facts';
import { liveFactsOf } from '../model/live/read';
import type { MemoryFile } from '../model/memory';

const mainFile: { readonly [scope: string]: string } = {
  script: 'train.sh',
  launch: 'train.sh',
  start: 'train.sh',
  programs: 'train.sh',
  module: 'train.py',
  dockerfile: 'Dockerfile',
  python: 'train.py',
  engine: 'live.yaml',
};

/** The files of a rule's sample by path from the root, with a minimal `example.yaml` if the sample has none. */
export function sampleFiles(sample: Sample, scope: string): { readonly [path: string]: MemoryFile } {
  const given = typeof sample === 'string' ? { [mainFile[scope] ?? 'example.yaml']: sample } : sample;
  const files: { [path: string]: MemoryFile } = {};
  for (const [path, file] of Object.entries(given)) files[path.startsWith('/') ? path.slice(1) : `examples/demo/${path}`] = file;
  const hasMetadata = Object.keys(files).some((path) => /(^|\/)example\.yaml$/.test(path));
  if (!hasMetadata && scope !== 'repository') files['examples/demo/example.yaml'] = defaultMetadata;
  return files;
}

/** What the container engine has in a sample: its file `live.yaml`. What that leaves out is as on an ordinary machine. */
export function liveIn(files: { readonly [path: string]: MemoryFile }): LiveFacts | undefined {
  const file = files['examples/demo/live.yaml'];
  const text = typeof file === 'string' ? file : file?.text;
  return text === undefined ? undefined : liveFactsOf(parse(text) ?? {});
}

const defaultMetadata = `name: demo
capability: perception/image_classification
presets:
  train:
    script: train.sh
`;
