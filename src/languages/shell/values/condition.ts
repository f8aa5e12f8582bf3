import type { Span } from '../../../text/span';

/** Whether two lists hold the same conditions in the same order. */
export const sameConditions = (a: readonly Condition[] = [], b: readonly Condition[] = []): boolean =>
  a === b || (a.length === b.length && a.every((one, index) => one.key === b[index]!.key && one.holds === b[index]!.holds));

/**
 * Something that isn't known without running the script, in words: `HF_TOKEN is set`, `--image is given`. Two conditions with the
 * same `key` and opposite `holds` exclude each other.
 */
export interface Condition {
  readonly words: string;
  /** The same in words where it doesn't hold: `HF_TOKEN is not set`. */
  readonly otherwise: string;
  readonly key: string;
  readonly holds: boolean;
  /** What was tested. */
  readonly span: Span;
  /** Whether it holds if nothing is given and defaults are followed. Absent where that isn't known either. */
  readonly likely?: boolean;
}
