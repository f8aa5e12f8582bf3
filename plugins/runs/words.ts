import type { RunArtifact } from '../../src/api';

/** Cut to one line that fits a message, without its final period. */
export const short = (text: string, length = 160): string => {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
};

export const count = (number: number, noun: string): string => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** `files/config.yaml` below the folder of the run; the run itself may be a file. */
export const inRun = ({ path }: RunArtifact, relative: string): string => (path === '' ? relative : `${path}/${relative}`);

/** The last part of a flattened setting's key: `optimizer.weight-decay` → `weight_decay`. */
export const settingName = (key: string): string => (key.split(/[./]/).at(-1) ?? '').toLowerCase().replaceAll('-', '_');
