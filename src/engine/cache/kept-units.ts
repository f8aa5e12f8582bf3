import type { LintedRepository } from '../../model/repository';
import { untraced } from '../../model/tracing';
import { internalRule } from '../internal';
import type { KeptUnits } from '../run-rules';
import { isWanted, type Unit } from '../units';
import { groundTable } from './ground-table';
import { readResult, resultText } from './result-text';
import { changesText, type End, type KeptResult, readResults, textOf } from './results';
import { everyIn } from './spans';

/** Where results are: a file for this version of cvl, this repository, and this configuration. */
export interface ResultsFile {
  read(): Buffer | undefined;
  /** Whether the text is there now. */
  write(text: string): boolean;
  /** Adds to what is there. Whether all of the text was. */
  append(text: string): boolean;
}

export interface KeptContext {
  readonly repository: LintedRepository;
  /** Paths to lint. */
  readonly paths: readonly string[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Undefined: nothing is kept. */
  readonly file?: ResultsFile;
  /** The repository at the commit that is compared with. */
  readonly before?: LintedRepository;
}

/** How long results are worth waiting for: a run that is killed loses no more. */
const saveAfterMs = 10_000;

/** Keeps results of units in a file. One is used again if every question that it rests on still has the same answer. */
export function keptUnits({ repository, paths, today, file, before }: KeptContext): KeptUnits & { save(): void } {
  const bytes = file?.read();
  const stored = bytes && readResults(bytes);
  const table = groundTable(stored, repository, before);
  const results = new Map(stored?.units.map((result) => [result.unit, result]));
  const used = new Set<string>();
  const touched = new Set<string>();
  /** Units whose results are others than in the file. */
  const changed = new Set<string>();
  let end = stored?.end;
  let savedAt = performance.now();
  const exampleIn = (path: string) => untraced(() => repository.exampleOf(path));

  const nameOf = (unit: Unit): string => {
    const name = unitName(unit, paths);
    used.add(name);
    return name;
  };

  /** After everything was linted, what isn't linted any more is forgotten. */
  function save(isWhole: boolean): void {
    for (const unit of isWhole ? [...results.keys()] : []) {
      if (used.has(unit)) continue;
      results.delete(unit);
      changed.add(unit);
    }
    savedAt = performance.now();
    if (!file || (changed.size === 0 && !table.isChanged())) return;
    const context = { file, table, results, changed };
    end = (end && append(end, context)) ?? rewrite(context);
    changed.clear();
  }

  return {
    get(unit) {
      const name = nameOf(unit);
      const kept = results.get(name);
      const result =
        kept && (kept.day === undefined || kept.day === today) && everyIn(kept.ground, table.holds)
          ? readResult(kept, exampleIn)
          : undefined;
      if (kept && result && !table.heldBefore(kept.ground)) touched.add(name);
      return result;
    },
    put(unit, result, rests) {
      const name = nameOf(unit);
      const isWhole = result.found.every(({ rule }) => rule !== internalRule.id);
      const ground = isWhole ? table.spansOn(rests) : undefined;
      if (!ground || !table.heldBefore(ground)) touched.add(name);
      if (results.delete(name)) changed.add(name);
      if (!file || !ground || !everyIn(ground, table.isLasting)) return;
      const { day } = result;
      results.set(name, {
        unit: name,
        ground,
        ...(day !== undefined && { day }),
        ran: [...result.ran],
        text: resultText(result),
      });
      changed.add(name);
      if (performance.now() - savedAt > saveAfterMs) save(false);
    },
    ...(before && { isTouched: (unit: Unit) => touched.has(nameOf(unit)) }),
    save: () => save(paths.includes('') && !repository.options.shard),
  };
}

interface SaveContext {
  readonly file: ResultsFile;
  readonly table: ReturnType<typeof groundTable>;
  readonly results: ReadonlyMap<string, KeptResult>;
  /** Units whose results are others than in the file. */
  readonly changed: ReadonlySet<string>;
}

/** Writes what has changed behind what the file holds, until that is half as long. Undefined if it isn't written. */
function append(end: End, { file, table, results, changed }: SaveContext): End | undefined {
  const units = [...changed].flatMap((unit) => results.get(unit) ?? []);
  const gone = [...changed].filter((unit) => !results.has(unit));
  const written = changesText(end, { questions: table.takeChanges(), units, gone });
  const { whole, changes } = written.end.bytes;
  return changes <= whole / 2 && file.append(written.text) ? written.end : undefined;
}

/** Writes all results. Undefined if nothing can follow that. */
function rewrite({ file, table, results }: SaveContext): End | undefined {
  const { isRenumbered, ...all } = table.of([...results.values()]);
  const written = textOf(all);
  return file.write(written.text) && !isRenumbered ? written.end : undefined;
}

/** Tells what was judged from everything else that can be, given the paths that are linted. */
export const unitName = (unit: Unit, paths: readonly string[]): string =>
  JSON.stringify([unit.kind, unit.path, unit.rule ?? '', wantedIn(unit, paths)]);

/** Those of the wanted paths that decide what of a unit is linted. */
function wantedIn({ kind, path }: Unit, wanted: readonly string[]): readonly string[] {
  if (kind !== 'example' || isWanted(path, wanted)) return [];
  return wanted.filter((each) => isWanted(each, [path])).sort();
}
