import { type Condition, conditionsOf, type FlagUse } from '../../src/api';

/** Whether any of some flags is given: on every path, on no path, on all but some paths, or it isn't known. */
export type Presence =
  | { readonly is: 'present' | 'unknown' }
  /** `when` is empty where they are absent on every path. */
  | { readonly is: 'absent'; readonly when: readonly Condition[] };

/** With more conditions than this, their combinations are too many to try. */
const MOST_CONDITIONS = 5;

/** The presence of any of the uses on the paths that reach the launch. */
export function presenceOf(uses: readonly FlagUse[], launch: readonly Condition[]): Presence {
  if (uses.length === 0) return { is: 'absent', when: [] };
  const given = new Map(launch.map(({ key, holds }) => [key, holds]));
  const needs = uses.map((use) => conditionsOf(use).filter(({ key, holds }) => given.get(key) !== holds));
  if (needs.some((need) => need.length === 0)) return { is: 'present' };
  const possible = needs.filter((need) => need.every(({ key }) => !given.has(key)));
  if (possible.length === 0) return { is: 'absent', when: [] };
  const keys = [...new Set(possible.flat().map(({ key }) => key))];
  if (keys.length > MOST_CONDITIONS) return { is: 'unknown' };
  for (let answers = 2 ** keys.length - 1; answers >= 0; answers -= 1) {
    const holds = new Map(keys.map((key, bit) => [key, (answers & (1 << bit)) === 0]));
    const broken = possible.map((need) => need.find((one) => holds.get(one.key) !== one.holds));
    if (broken.every((one) => one !== undefined)) return { is: 'absent', when: unique(broken.map(opposite)) };
  }
  return { is: 'present' };
}

const opposite = (one: Condition): Condition => ({ ...one, words: one.otherwise, otherwise: one.words, holds: !one.holds });

const unique = (conditions: readonly Condition[]): Condition[] => [...new Map(conditions.map((one) => [one.key, one])).values()];
