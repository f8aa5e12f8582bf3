import type { LintedRepository } from '../model/repository';
import { type Answer, areSame, currentRevision, groundOf } from '../model/tracing';
import { internalRule } from './internal';
import type { RawFinding } from './raw-finding';
import type { KeptUnits } from './run-rules';
import type { UnitResult } from './run-unit';
import type { Unit } from './units';

/** A result, and the answers of plain data that it rests on, as they were in a revision. */
interface Record {
  readonly result: UnitResult;
  readonly ground: readonly Answer[];
  revision: number;
}

/** Results of units in memory, for as long as a process follows a repository. */
export interface WarmUnits extends KeptUnits {
  /** How many units have been judged so far. */
  readonly judged: number;
}

/**
 * Keeps results in memory, each for as long as what it rests on is the same. They refer to nothing but plain data, so that all other
 * answers may be forgotten. Paths to lint are whole examples, or the whole repository.
 */
export function warmUnits(repository: LintedRepository, today: () => string): WarmUnits {
  const records = new Map<string, Record>();
  let judged = 0;
  const exampleOf = (path: string) => repository.exampleOf(path);
  return {
    get judged() {
      return judged;
    },
    get(unit) {
      const record = records.get(keyOf(unit));
      if (!record || (record.result.day !== undefined && record.result.day !== today())) return undefined;
      if (!areSame(record.ground, record.revision)) return undefined;
      record.revision = currentRevision();
      return record.result;
    },
    put(unit, result, rests) {
      judged++;
      if (result.found.some(({ rule }) => rule === internalRule.id)) records.delete(keyOf(unit));
      else
        records.set(keyOf(unit), {
          result: { ...result, found: result.found.map((finding) => detached(finding, exampleOf)) },
          ground: groundOf(rests),
          revision: currentRevision(),
        });
    },
  };
}

const keyOf = ({ kind, path, rule = '' }: Unit): string => `${kind}\0${path}\0${rule}`;

/** A finding that looks its example up each time, because one that is kept would keep all that is known of it. */
function detached(finding: RawFinding, exampleOf: (path: string) => RawFinding['target']['example']): RawFinding {
  const { path, example } = finding.target;
  const folder = example?.folder;
  return {
    ...finding,
    target: {
      path,
      get example() {
        return folder === undefined ? undefined : exampleOf(folder);
      },
    },
  };
}
