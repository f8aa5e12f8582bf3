/** Whether tests try everything (`npm run test:thorough`), or a choice that takes a fraction of the time. */
export const isThorough = process.env['CVL_TESTS'] === 'thorough';

/** How often something random is done. */
export const times = (all: number, few: number): number => (isThorough ? all : few);

/** Each of one list with each of another; unless tests are thorough, as few pairs as have each of them at least once. */
export function pairs<One, Other>(some: readonly One[], others: readonly Other[]): readonly (readonly [One, Other])[] {
  if (isThorough) return some.flatMap((one) => others.map((other) => [one, other] as const));
  return Array.from(
    { length: Math.max(some.length, others.length) },
    (_, index) => [some[index % some.length]!, others[index % others.length]!] as const,
  );
}
