import type { LintedRepository } from '../../model/repository';
import { untraced } from '../../model/tracing';
import { internalRule } from '../internal';
import type { KeptUnits } from '../run-rules';
import { isWanted, type Unit } from '../units';
import { groundTable } from './ground-table';
import { noQuestions } from './questions';
import { readResult, readResults, resultText, textOf } from './results';
import { everyIn } from './spans';

/** Where results are: a file for this version of cvl, this repository, and this configuration. */
export interface ResultsFile {
  read(): Buffer | undefined;
  write(text: string): void;
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
  const table = groundTable(stored?.questions ?? noQuestions(), repository, before);
  const results = new Map(stored?.units.map((result) => [result.unit, result]));
  const used = new Set<string>();
  const touched = new Set<string>();
  let isChanged = false;
  let savedAt = performance.now();
  const exampleIn = (path: string) => untraced(() => repository.exampleOf(path));

  const nameOf = (unit: Unit): string => {
    const name = unitName(unit, paths);
    used.add(name);
    return name;
  };

  /** After everything was linted, what isn't linted any more is forgotten. */
  function save(isWhole: boolean): void {
    const kept = [...results.values()].filter(({ unit }) => !isWhole || used.has(unit));
    savedAt = performance.now();
    if (!file || !(isChanged || table.isChanged() || kept.length < results.size)) return;
    isChanged = false;
    file.write(textOf(table.of(kept)));
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
      isChanged = results.delete(name) || isChanged;
      if (!file || !ground || !everyIn(ground, table.isLasting)) return;
      const { day } = result;
      results.set(name, {
        unit: name,
        ground,
        ...(day !== undefined && { day }),
        ran: [...result.ran],
        text: resultText(result),
      });
      isChanged = true;
      if (performance.now() - savedAt > saveAfterMs) save(false);
    },
    ...(before && { isTouched: (unit: Unit) => touched.has(nameOf(unit)) }),
    save: () => save(paths.includes('') && !repository.options.shard),
  };
}

/** Tells what was judged from everything else that can be, given the paths that are linted. */
export const unitName = (unit: Unit, paths: readonly string[]): string =>
  JSON.stringify([unit.kind, unit.path, unit.rule ?? '', wantedIn(unit, paths)]);

/** Those of the wanted paths that decide what of a unit is linted. */
function wantedIn({ kind, path }: Unit, wanted: readonly string[]): readonly string[] {
  if (kind !== 'example' || isWanted(path, wanted)) return [];
  return wanted.filter((each) => isWanted(each, [path])).sort();
}
