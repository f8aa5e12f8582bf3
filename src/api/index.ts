/**
 * Everything that a plugin may import: `import { definePlugin, defineRule } from 'cvl'`.
 * Built-in rules use exactly this, and nothing else.
 */

export { buildsOf, builtBy, type ImageBuild, type ImageName, namings, ownBuildsOf, ownImageNamesOf } from '../model/builds';
export { type Container, containerOf, type Located } from '../model/container';
export { ignoredBy, isIgnored, isKept } from '../model/gitignore';
export { isBehindLink } from '../model/links';
export type { MemoryFile as SampleFile } from '../model/memory';
export { importsOf } from '../model/python';
export { isByDefault, numberOf, type Setting, settingIn, settingOf } from '../model/setting';
export type { ExampleKind } from '../model/settings';
export { type PythonStart, startsOf } from '../model/start';
export type {
  DockerfileArtifact,
  Example,
  FileEntry,
  Launch,
  Metadata,
  PythonArtifact,
  Repository,
  RunArtifact,
  Script,
  Targets,
} from '../model/targets';
export { conditionsOf, type FlagUse } from '../sources/docker/arguments';
export {
  type Command,
  type Dockerfile,
  type FromReference,
  finalStage,
  type ImageView,
  runCommands,
  type Stage,
} from '../sources/docker/dockerfile';
export { type Dockerignore, excludedBy, parseDockerignore } from '../sources/docker/dockerignore';
export { runFlags } from '../sources/docker/flags';
export type { Part } from '../sources/docker/part';
export type { EnvironmentEntry, RunSpec } from '../sources/docker/run';
export { type ImageReference, parseImage, sameImage } from '../sources/docker/values/image';
export type { Mount } from '../sources/docker/values/mount';
export * from '../sources/python';
export { readInstall } from '../sources/python/requirements/installs';
export type * from '../sources/runs/model';
export { describeSchemaErrors, type Mismatch } from '../sources/schema/describe';
export { type BrokenLine, brokenLines } from '../sources/shell/broken-lines';
export { isBatchJob, type ShellScript } from '../sources/shell/parse';
export { isSymbolic, type RootedPath, rootedPath, showRoots } from '../sources/shell/roots';
export { type PlainCommand, type PlainWord, simpleCommands } from '../sources/shell/simple-commands';
export {
  assignedNames,
  type VariableRead,
  type VariableValue,
  variableReads,
  variableValues,
} from '../sources/shell/variable-uses';
export type { Condition, Segment, Word } from '../sources/shell/word';
export { closest, didYouMean } from '../sources/text/closest';
export { escapeRegExp } from '../sources/text/escape';
export { isNear } from '../sources/text/near';
export { folderOf, foldersFrom, isBelow, joinPath, nameOf } from '../sources/text/path';
export {
  isPlace,
  isSpan,
  type Location,
  type Place,
  type Problem,
  type SourceFile,
  type Span,
  type Whole,
} from '../sources/text/span';
export type { YamlDocument, YamlPath } from '../sources/yaml/parse';
export type { Finding, LintResult, RuleDescription, SuppressedFinding } from './finding';
export { API_VERSION, definePlugin, type Plugin } from './plugin';
export { defineReporter, type Reporter, type ReporterOptions } from './reporter';
export {
  type Context,
  type Documentation,
  defineRule,
  type Edit,
  type JsonSchema,
  type Outcome,
  type Related,
  type Report,
  type Rule,
  type RuleDefinition,
  type Sample,
  type Scope,
  type Severity,
} from './rule';
export { compileSchema } from './schema';
export { type Severities, severitiesSchema, withSeverities } from './severities';
