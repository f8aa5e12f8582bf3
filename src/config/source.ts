import { relative, sep } from 'node:path';
import type { YamlPath } from '../languages/yaml';
import type { ConfigurationHint, ConfigurationProblem } from './types';

/** One configuration or pack as it was written. */
export interface Source {
  /** As a person knows it: `.cvlrc`, `cvl:recommended`, `team/pack.yaml`, `@acme/examples`. */
  readonly name: string;
  /** Folder that its relative names start from; absolute. */
  readonly folder: string;
  readonly value: unknown;
  /** The line of a key or value, from 1; undefined where the source is code or built in. */
  line(path: YamlPath): number | undefined;
  /** Where a mistake at a path stands. */
  place(path: YamlPath, target: 'key' | 'value'): ConfigurationProblem['at'];
  /** Where a mistake inside a text stands: at a character of its value. */
  placeWithin(path: YamlPath, offset: number): ConfigurationProblem['at'];
  /** What its language does not allow. */
  readonly problems: readonly ConfigurationProblem[];
  readonly hints: readonly ConfigurationHint[];
}

/** A source whose value is at hand: a built-in pack, a pack of a plugin, the export of a module. */
export function sourceOf(name: string, folder: string, value: unknown, shownFile?: string): Source {
  return {
    name,
    folder,
    value,
    line: () => undefined,
    place: () => ({ file: shownFile ?? name }),
    placeWithin: () => ({ file: shownFile ?? name }),
    problems: [],
    hints: [],
  };
}

/** A path as origins show it: relative to the root where it is inside, with forward slashes. */
export function nameOfFile(file: string, root: string): string {
  const path = relative(root, file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}
