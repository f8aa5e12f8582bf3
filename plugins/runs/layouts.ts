import table from '../../rules/tables/run-layouts.yaml';
import type { Run } from '../../src/api';

/** What a framework leaves of a run, from `rules/tables/run-layouts.yaml`. */
export interface Layout {
  readonly framework: string;
  readonly frameworks?: readonly string[];
  readonly readers?: readonly string[];
  readonly place?: { readonly pattern: string; readonly text: string };
  /** Runs whose path matches have other files. */
  readonly except?: string;
  readonly needs?: readonly { readonly any: readonly string[]; readonly remedy: string }[];
  /** What weights it leaves, in words. */
  readonly checkpoints?: string;
  readonly source: string;
}

export const { layouts } = table as { readonly layouts: readonly Layout[] };

/** The layout that a run should have: by the framework that its log names, else by its reader. */
export function layoutOf({ framework, reader }: Run, all: readonly Layout[] = layouts): Layout | undefined {
  const named = all.find((layout) => framework !== undefined && (layout.frameworks ?? [layout.framework]).includes(framework));
  return (
    named ??
    all.find(({ readers }) =>
      readers?.some((pattern) => (pattern.endsWith('*') ? reader.startsWith(pattern.slice(0, -1)) : pattern === reader)),
    )
  );
}
