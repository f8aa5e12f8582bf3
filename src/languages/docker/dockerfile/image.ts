import type { Span } from '../../../text/span';
import { publicImage } from '../bases';
import { findStage } from './copies';
import type { Assignment, Command, Copy, Dockerfile, ExpandedWord, FromReference, Stage } from './model';
import { parseDockerfile } from './parse';

/**
 * What a build of one stage gives, including the stages of the file that it builds on. What the base image brings is known only of some
 * public images: their working folder, their user, and which variables they don't set.
 */
export interface ImageView {
  readonly stage: Stage;
  /** From the stage at the bottom to the one that is built. */
  readonly stages: readonly Stage[];
  /** The image at the bottom, which no stage of the file builds. */
  readonly base: FromReference;
  /** What the stages set, by name. The last assignment counts. */
  readonly env: ReadonlyMap<string, Assignment>;
  /** Whether the base is known to set a variable. */
  baseSets(name: string): boolean;
  /** Undefined where unknown. */
  readonly workdir: string | undefined;
  /** Undefined where no stage sets it and the base isn't known to set another than root. */
  readonly user: ExpandedWord | undefined;
  /** Undefined where no stage sets it, so the base image's counts. */
  readonly entrypoint: Command | undefined;
  /** Undefined where no stage sets it, or where a later ENTRYPOINT resets it. */
  readonly cmd: Command | undefined;
  readonly exposed: readonly ExpandedWord[];
  readonly copies: readonly Copy[];
}

/** The image of a target stage, by name or number, otherwise of the last stage. Undefined where there is no such stage. */
export function finalStage(dockerfile: Dockerfile, target?: string): ImageView | undefined {
  const stage = target === undefined || target === '' ? dockerfile.stages.at(-1) : findStage(dockerfile.stages, target);
  if (!stage) return undefined;
  const stages: Stage[] = [stage];
  for (let below = stage.from.stage; below; below = below.from.stage) stages.unshift(below);
  const env = new Map(stages.flatMap((each) => each.env).map((assignment) => [assignment.name, assignment]));
  const entrypointStage = stages.findLast((each) => each.entrypoints.length > 0);
  const cmdStage = stages.findLast((each) => each.commands.length > 0);
  const isReset = cmdStage !== undefined && entrypointStage !== undefined && entrypointStage.index > cmdStage.index;
  const base = stages[0]!.from;
  const known = base.value === undefined ? undefined : publicImage(base.value);
  const ofBase = known?.user === undefined || known.user === 'root' ? undefined : { ...base, value: known.user };
  return {
    stage,
    stages,
    base,
    env,
    baseSets: (name) => known?.sets(name) ?? false,
    workdir: stage.workdir,
    user: stages.flatMap((each) => each.users).at(-1) ?? ofBase,
    entrypoint: entrypointStage?.entrypoints.at(-1),
    cmd: isReset ? undefined : cmdStage?.commands.at(-1),
    exposed: stages.flatMap((each) => each.exposed),
    copies: stages.flatMap((each) => each.copies),
  };
}

/**
 * A public image that is run as it is, as if a Dockerfile had nothing but its FROM, whose place is that of the image's name. Undefined
 * where nothing is known of it.
 */
export function imageAlone(name: string, span: Span): ImageView | undefined {
  if (!publicImage(name)) return undefined;
  const view = finalStage(parseDockerfile({ path: span.file, text: `FROM ${name}\n` }));
  const base = view && { ...view.base, span };
  return base && { ...view, base, ...(view.user && { user: { ...view.user, span } }) };
}
