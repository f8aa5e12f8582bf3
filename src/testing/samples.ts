import type { Sample } from '../api/rule';
import type { MemoryFile } from '../model/memory';

const mainFile: { readonly [scope: string]: string } = {
  script: 'train.sh',
  launch: 'train.sh',
  start: 'train.sh',
  programs: 'train.sh',
  module: 'train.py',
  dockerfile: 'Dockerfile',
  python: 'train.py',
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

const defaultMetadata = `name: demo
capability: perception/image_classification
presets:
  train:
    script: train.sh
`;
