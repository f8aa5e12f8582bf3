import { join } from 'node:path';
import { hashOf } from '../../model/hash';
import { readRegularFile } from '../../model/regular-file';
import type { LintedRepository } from '../../model/repository';
import { type Answer, groundOf, untraced } from '../../model/tracing';
import { internalRule } from '../internal';
import type { KeptUnits } from '../run-rules';
import { isWanted, type Unit } from '../units';
import { groundIds } from './ground-ids';
import { type Rested, readRecord, recordText, type UnitRecord } from './record';

/** Where records are: a folder for this version of cvl, this repository, and this configuration. */
export interface RecordFolder {
  readonly path: string;
  write(name: string, text: string): void;
  keepOnly(names: ReadonlySet<string>): void;
}

export interface KeptContext {
  readonly repository: LintedRepository;
  /** Paths to lint. */
  readonly paths: readonly string[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly folder: RecordFolder;
  /** Nothing is written. */
  readonly isReadOnly?: boolean;
  /** The repository at the commit that is compared with. */
  readonly before?: LintedRepository;
}

/** No record is nearly as large. */
const maxBytes = 64 * 1024 * 1024;

/** Keeps results of units in a folder. One is used again if every question that it rests on still has the same answer. */
export function keptUnits({
  repository,
  paths,
  today,
  folder,
  isReadOnly = false,
  before,
}: KeptContext): KeptUnits & { tidy(): void } {
  const ids = groundIds(repository);
  const idsBefore = before && groundIds(before);
  const touched = new Set<string>();
  const used = new Set<string>();
  const compare = (file: string, ground: readonly Rested[] | undefined): void => {
    if (!idsBefore || ground?.every(({ name, key, id }) => idsBefore.holds(name, key, { id }))) return;
    touched.add(file);
  };
  const exampleIn = (path: string) => untraced(() => repository.exampleOf(path));

  const nameOf = (unit: Unit): { readonly key: string; readonly file: string } => {
    const key = JSON.stringify([unit.kind, unit.path, unit.rule ?? '', wantedIn(unit, paths)]);
    const file = hashOf(key);
    used.add(file);
    return { key, file };
  };

  return {
    get(unit) {
      const { key, file } = nameOf(unit);
      const text = readRegularFile(join(folder.path, file), { maxBytes, links: false })?.toString('utf8');
      const record = text === undefined ? undefined : readRecord(text, exampleIn);
      if (record?.unit !== key || (record.result.day !== undefined && record.result.day !== today)) return undefined;
      if (!record.ground.every((each) => ids.holds(each.name, each.key, each))) return undefined;
      compare(file, record.ground);
      if (!isReadOnly) refresh(record, file);
      return record.result;
    },
    put(unit, result, rests) {
      const { key, file } = nameOf(unit);
      const ground = result.found.some(({ rule }) => rule === internalRule.id) ? undefined : restedOn(rests);
      compare(file, ground);
      if (ground && !isReadOnly && !ground.some(({ isFleeting }) => isFleeting))
        folder.write(file, recordText({ unit: key, ground, result }));
    },
    ...(before && { isTouched: (unit: Unit) => touched.has(nameOf(unit).file) }),
    /** Forgets what isn't linted any more, after everything was. */
    tidy() {
      if (paths.includes('') && !isReadOnly) folder.keepOnly(used);
    },
  };

  /** Undefined if something can't be recognized later. */
  function restedOn(rests: readonly Answer[]): readonly Rested[] | undefined {
    const rested: Rested[] = [];
    for (const answer of groundOf(rests)) {
      const id = ids.idOf(answer);
      if (!id) return undefined;
      rested.push({ name: answer.asked.name, key: answer.key, ...id });
    }
    return rested;
  }

  /** Takes the stamps of files that were read again and are the same, as in a cache that was restored, so that this happens once. */
  function refresh({ unit, ground, result }: UnitRecord, file: string): void {
    const current = ground.map((each): Rested => ({ ...each, ...ids.stampNow(each.name, each.key) }));
    if (current.some(({ stamp }, index) => stamp !== ground[index]?.stamp))
      folder.write(file, recordText({ unit, ground: current, result }));
  }
}

/** Those of the wanted paths that decide what of a unit is linted. */
function wantedIn({ kind, path }: Unit, wanted: readonly string[]): readonly string[] {
  if (kind !== 'example' || isWanted(path, wanted)) return [];
  return wanted.filter((each) => isWanted(each, [path])).sort();
}
