/** Docker: the words of a command to what it asks for, Dockerfiles to stages, `.dockerignore` files to patterns. See README.md. */

/** The parts of a command: its words and the uses of its flags. */
export { conditionsOf, type FlagUse } from './arguments';
/** What public images bring. */
export { type PublicImage, publicImage } from './bases';
/** `docker build` and `docker tag`: the images that get a name. */
export { type BuildSpec, readBuild } from './build';
/** Dockerfiles: stages, instructions, and the image that a build makes. */
export { runBashisms, runCommands } from './dockerfile/commands';
export { finalStage, type ImageView, imageAlone } from './dockerfile/image';
export type { Instruction } from './dockerfile/instructions';
export type { Command, Copy, Dockerfile, FromReference, Stage } from './dockerfile/model';
export { parseDockerfile } from './dockerfile/parse';
/** `.dockerignore` files and the sources of COPY: which files of a context a build sees. */
export { copySourceMatcher, type Dockerignore, excludedBy, parseDockerignore } from './dockerignore';
export { type EnvFile, type EnvFileEntry, readEnvFile } from './env-file';
export { runFlags } from './flags';
export { type Part, partOf, slicePart } from './part';
export { type Process, readProcess } from './process';
/** `docker run` and `docker create`: the container that a launch asks for, as objects with places and as plain JSON. */
export { type RunSpec, readRun } from './run';
export type { EnvironmentEntry } from './run-values';
export { absoluteSource, type SpecJson, specJson } from './spec-json';
export { readTag } from './tag';
/** Image references. */
export { hasDash, type ImageReference, imageKey, parseImage, sameImage } from './values/image';
export type { Mount } from './values/mount';
