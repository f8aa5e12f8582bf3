import type { Word } from '../shell';

/** With more conditions than this, their answers aren't followed separately. */
const MOST_CONDITIONS = 4;

/**
 * A script that gives one word or another lists both, each with its condition. These are the sets of indices that can be there
 * together: one for each answer to the conditions that occur both ways. All words where there are none.
 */
export function scenarios(words: readonly Word[]): readonly (readonly number[])[] {
  const all = words.map((_, index) => index);
  const seen = new Map<string, Set<boolean>>();
  for (const word of words)
    for (const { key, holds } of word.when ?? []) seen.set(key, (seen.get(key) ?? new Set<boolean>()).add(holds));
  const keys = [...seen].filter(([, answers]) => answers.size === 2).map(([key]) => key);
  if (keys.length === 0 || keys.length > MOST_CONDITIONS) return [all];
  return Array.from({ length: 2 ** keys.length }, (_, answers) => {
    const holds = new Map(keys.map((key, bit) => [key, (answers & (1 << bit)) === 0]));
    return all.filter((index) =>
      (words[index]!.when ?? []).every((condition) => (holds.get(condition.key) ?? condition.holds) === condition.holds),
    );
  });
}
