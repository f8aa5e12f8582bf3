/** How to treat rules and files while a run is running, by `rules/tables/watch.yaml`. */
export interface WatchPolicy {
  /** Ids of the rules that judge only a whole run. */
  readonly atEnd: readonly string[];
  /** A run may survive errors of these kinds: these rules report them once nothing was logged for so many seconds. */
  readonly grace: { readonly rules: readonly string[]; readonly kinds: readonly string[]; readonly seconds: number };
  /** How many further values have to be logged before an error about a curve is reported. */
  readonly confirm: { readonly values: number; readonly evaluations: number; readonly trend: number };
  /** Regular expression: the paths of files that are rewritten as a whole. */
  readonly documents: string;
}
