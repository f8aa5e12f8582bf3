import type { Sample } from '../../src/api';

/** A script that starts a container as the verification reference does. */
const script = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --gpus all --mount "type=bind,src=$DIR,dst=/workspace" --workdir /workspace demo python train.py
`;

/** What the container of the script has, in YAML. */
const asDeclared = [
  'image: demo',
  'command: [python, train.py]',
  'mounts: [{ source: /repository/examples/demo, target: /workspace }]',
  'workdir: /workspace',
  'gpus: { count: all, ids: [] }',
];

/** A sample with the script above, and a container of it with these fields, in place of those that it would have or in addition. */
export function container(fields: string): Sample {
  const given = fields.split('\n');
  const rest = asDeclared.filter((line) => !given.some((other) => other.split(':')[0] === line.split(':')[0]));
  const lines = [...rest, ...given].map((line) => `    ${line}\n`).join('');
  return { 'train.sh': script, 'live.yaml': `containers:\n  -${lines.slice(3)}` };
}

/** A sample with the script above, and what the engine has. */
export const engine = (live: string): Sample => ({ 'train.sh': script, 'live.yaml': live });
