import { findStage } from './copies';
import type { Assignment, Command, Copy, Dockerfile, ExpandedWord, FromReference, Stage } from './model';

/** What a build of one stage gives, local stages below it included. What the base image brings is not known. */
export interface ImageView {
  readonly stage: Stage;
  /** From the first stage below to the one built. */
  readonly stages: readonly Stage[];
  /** The image that none of the stages builds. */
  readonly base: FromReference;
  /** By name, the last one set. */
  readonly env: ReadonlyMap<string, Assignment>;
  /** Undefined where unknown. */
  readonly workdir: string | undefined;
  readonly user: ExpandedWord | undefined;
  /** Undefined where no stage sets it: the base image's. */
  readonly entrypoint: Command | undefined;
  /** Undefined where no stage sets it, or an ENTRYPOINT set later has reset it. */
  readonly cmd: Command | undefined;
  readonly exposed: readonly ExpandedWord[];
  readonly copies: readonly Copy[];
}

/** The image of a target stage, by name or number, else of the last one; undefined where there is no such stage. */
export function finalStage(dockerfile: Dockerfile, target?: string): ImageView | undefined {
  const stage = target === undefined || target === '' ? dockerfile.stages.at(-1) : findStage(dockerfile.stages, target);
  if (!stage) return undefined;
  const stages: Stage[] = [stage];
  for (let below = stage.from.stage; below; below = below.from.stage) stages.unshift(below);
  const env = new Map(stages.flatMap((each) => each.env).map((assignment) => [assignment.name, assignment]));
  const entrypointStage = stages.findLast((each) => each.entrypoints.length > 0);
  const cmdStage = stages.findLast((each) => each.commands.length > 0);
  const isReset = cmdStage !== undefined && entrypointStage !== undefined && entrypointStage.index > cmdStage.index;
  return {
    stage,
    stages,
    base: stages[0]!.from,
    env,
    workdir: stage.workdir,
    user: stages.flatMap((each) => each.users).at(-1),
    entrypoint: entrypointStage?.entrypoints.at(-1),
    cmd: isReset ? undefined : cmdStage?.commands.at(-1),
    exposed: stages.flatMap((each) => each.exposed),
    copies: stages.flatMap((each) => each.copies),
  };
}
