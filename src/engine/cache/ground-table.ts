import { askGround, isAsked } from '../../model/query';
import type { LintedRepository } from '../../model/repository';
import { type Answer, groundOf } from '../../model/tracing';
import { groundIds } from './ground-ids';
import { type Columns, compacted, type NumberedQuestion, noQuestions, questionTable, type Rested } from './questions';
import type { KeptResult, KeptResults, StoredResults } from './results';
import { everyIn, type Spans, spansOf } from './spans';

/** The questions that results rest on, by number. Whether one still has its answer is found out once. */
export function groundTable(
  stored: StoredResults | undefined,
  repository: LintedRepository,
  before: LintedRepository | undefined,
) {
  const ids = groundIds(repository);
  const idsBefore = before && groundIds(before);
  const questions = questionTable(stored?.questions ?? noQuestions(), stored?.changes);
  const { at } = questions;
  const now = checker(at, (each, number) => ids.isStill(each.key, each) || (ids.isSame(each) && renew(number, each)));
  const then = idsBefore && checker(at, (each) => idsBefore.isSame(each));
  const numbers = new Map<Answer, number | undefined>();
  let isChanged = false;

  /** The answer is the same, but what shows that may not be. */
  function renew(number: number, { name, key, rests, stamp }: Rested): true {
    const answer = rests || stamp !== undefined ? askGround(name, repository, key) : undefined;
    const rested = answer && restedOn(answer);
    if (rested) questions.replace(number, rested);
    isChanged ||= rested !== undefined;
    return true;
  }

  /** Undefined if it can't be recognized later. */
  function restedOn(answer: Answer): Rested | undefined {
    const { asked, key } = answer;
    const id = ids.idOf(answer);
    const rests = asked.isCostly ? spansOn(answer.rests) : undefined;
    return id && { name: asked.name, key, ...id, ...(rests && { rests }) };
  }

  function numberOf(answer: Answer): number | undefined {
    if (numbers.has(answer)) return numbers.get(answer);
    const rested = restedOn(answer);
    const number = rested && questions.add(rested);
    numbers.set(answer, number);
    if (number !== undefined) now.hold(number);
    return number;
  }

  function spansOn(rests: readonly Answer[]): Spans | undefined {
    const own = groundOf(rests).map(numberOf);
    return own.includes(undefined) ? undefined : spansOf(own as readonly number[]);
  }

  return {
    at,
    holds: now.holds,
    /** Whether all of them had the same answers at the commit that is compared with, if there is one. */
    heldBefore: (ground: Spans): boolean => !then || everyIn(ground, then.holds),
    isLasting: (number: number): boolean => at(number)?.isFleeting !== true,
    /** What these rest on. Undefined if something can't be recognized later. */
    spansOn,
    /** Whether the same answers are recognized by something else than before. */
    isChanged: (): boolean => isChanged,
    /** The questions that are new, or recognized by something else, since this or `of` was asked last. */
    takeChanges(): readonly NumberedQuestion[] {
      isChanged = false;
      return questions.takeChanges();
    },
    /** Results with what they rest on. */
    of(results: readonly KeptResult[]): Packed {
      isChanged = false;
      return packed(questions.takeAll(), results, at);
    },
  };
}

interface Packed extends KeptResults {
  /** Whether questions have other numbers now. */
  readonly isRenumbered: boolean;
}

/** Leaves out what nothing rests on if that's at least a quarter as much as the rest: it takes long. */
function packed(columns: Columns, results: readonly KeptResult[], at: (number: number) => Rested | undefined): Packed {
  if (columns.key.length <= columns.compacted * 1.25) return { questions: columns, units: results, isRenumbered: false };
  const few = compacted(results, at);
  return { questions: few.columns, units: few.results, isRenumbered: true };
}

/**
 * Finds out whether questions have the answers that they had: where what one rests on has, it has too. What can't be told, because the
 * question isn't known yet, is asked again.
 */
function checker(at: (number: number) => Rested | undefined, isSame: (each: Rested, number: number) => boolean) {
  const held: (boolean | undefined)[] = [];
  let unknown = 0;
  function holds(number: number): boolean {
    const known = held[number];
    if (known !== undefined) return known;
    const before = unknown;
    held[number] = false; // in a circle
    const isHeld = check(number);
    held[number] = isHeld || unknown === before ? isHeld : undefined;
    return isHeld;
  }
  function check(number: number): boolean {
    const each = at(number);
    if (each === undefined) return false;
    if (each.rests !== undefined && everyIn(each.rests, holds)) return true;
    if (!isAsked(each.name)) unknown++;
    return isSame(each, number);
  }
  return { holds, hold: (number: number): void => void (held[number] = true) };
}
