import type { ImageBuild, Script, Span } from '../../src/api';

/** A build whose context is a path from the folder of whoever calls the script. */
export interface CallerBuild {
  readonly build: ImageBuild;
  /** From the repository's root. */
  readonly context: string;
  /** As written. */
  readonly path: string;
  readonly at: Span;
}

export const buildsFromCaller = (script: Script): readonly ImageBuild[] => script.builds.filter(({ fromCaller }) => fromCaller);

/** Those whose context is known and written in the script itself. */
export const callerBuilds = (script: Script): readonly CallerBuild[] =>
  buildsFromCaller(script).flatMap((build) => {
    const { context, spec } = build;
    const at = spec.context?.span;
    const path = spec.context?.text;
    return context === undefined || !at || path === undefined || at.file !== script.path ? [] : [{ build, context, path, at }];
  });
