import { ConfigurationError } from '../config/errors';
import { holdsScripts } from '../model/embedded-scripts';
import { type Inspection, inspectSymbolically } from '../model/inspection';
import type { Repository, Script } from '../model/targets';
import type { PlaceOf } from '../reporters/inspect/json';
import { inspectionAsTable } from '../reporters/inspect/table';
import { lineStarts, positionAt } from '../text/lines';
import { isBelow } from '../text/path';

/** What is found at one path. */
export interface Inspections {
  readonly found: readonly Inspection[];
  /** Whether the path can hold several scripts. Those that start nothing are left out then. */
  readonly isList: boolean;
}

/** Inspects a script, those that a file holds, or those of a folder. `path` is what the user wrote. Throws ConfigurationError. */
export function inspectAt(
  repository: Repository,
  target: string,
  path: string,
  inspect: (script: Script) => Inspection = (script) => inspectSymbolically(repository, script),
): Inspections {
  const isList = repository.kind(target) === 'folder' || holdsScripts(target);
  const all = scriptsAt(repository, target, path).map(inspect);
  return { isList, found: isList ? all.filter(({ launches, starts = [] }) => launches.length + starts.length > 0) : all };
}

/** The scripts of a folder, those that a file holds, or the script itself. */
function scriptsAt(repository: Repository, target: string, path: string): readonly Script[] {
  if (repository.kind(target) === 'folder') {
    const scripts = repository.scripts.filter((script) => isBelow(script.path, target));
    const others = repository.files.filter((file) => isBelow(file.path, target) && holdsScripts(file.path));
    return [...scripts, ...others.flatMap((file) => repository.embeddedScriptsIn(file.path))];
  }
  if (holdsScripts(target)) return repository.embeddedScriptsIn(target);
  const script = repository.script(target);
  if (!script) throw new ConfigurationError(`${path} can't be read as text.`);
  return [script];
}

export const inWords = ({ found }: Inspections, path: string, placeOf: PlaceOf, width?: number): string =>
  found.length > 0
    ? found.map((one) => inspectionAsTable(one, placeOf, width)).join('\n')
    : `Nothing in ${path} calls a container engine or starts a Python program.\n`;

/** Finds lines and columns, from 1. */
export function places(repository: Repository): PlaceOf {
  const tables = new Map<string, readonly number[]>();
  return ({ file, start, end }) => {
    let starts = tables.get(file);
    if (!starts) tables.set(file, (starts = lineStarts(repository.source(file)?.text ?? '')));
    const from = positionAt(starts as number[], start);
    const to = positionAt(starts as number[], Math.max(start, end));
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
