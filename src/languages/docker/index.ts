export { conditionsOf, type FlagUse } from './arguments';
export { type BuildSpec, readBuild, readTag } from './commands';
export {
  type Command,
  type Copy,
  type Dockerfile,
  type FromReference,
  finalStage,
  type ImageView,
  type Instruction,
  parseDockerfile,
  runCommands,
  type Stage,
} from './dockerfile';
export { type Dockerignore, excludedBy, parseDockerignore } from './dockerignore';
export { runFlags } from './flags';
export { type Part, slicePart } from './part';
export { type EnvironmentEntry, type RunSpec, readRun } from './run';
export { absoluteSource, type SpecJson, specJson } from './spec-json';
export { type ImageReference, imageKey, parseImage, sameImage } from './values/image';
export type { Mount } from './values/mount';
