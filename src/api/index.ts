/**
 * Everything that a plugin may import: `import { definePlugin, defineRule } from 'cvl'`.
 * Built-in rules use exactly this, and nothing else.
 */

export { conditionsOf, type FlagUse } from '../languages/docker/arguments';
export {
  type Command,
  type Dockerfile,
  type FromReference,
  finalStage,
  type ImageView,
  runCommands,
  type Stage,
} from '../languages/docker/dockerfile';
export { type Dockerignore, excludedBy, parseDockerignore } from '../languages/docker/dockerignore';
export { runFlags } from '../languages/docker/flags';
export type { Part } from '../languages/docker/part';
export type { EnvironmentEntry, RunSpec } from '../languages/docker/run';
export { type ImageReference, parseImage, sameImage } from '../languages/docker/values/image';
export type { Mount } from '../languages/docker/values/mount';
export * from '../languages/python';
export { readInstall } from '../languages/python/requirements/installs';
export { type BrokenLine, brokenLines } from '../languages/shell/broken-lines';
export { isBatchJob, type ShellScript } from '../languages/shell/parse';
export { isSymbolic, type RootedPath, rootedPath, showRoots } from '../languages/shell/roots';
export { type PlainCommand, type PlainWord, simpleCommands } from '../languages/shell/simple-commands';
export {
  assignedNames,
  type VariableRead,
  type VariableValue,
  variableReads,
  variableValues,
} from '../languages/shell/variable-uses';
export type { Condition, Segment, Word } from '../languages/shell/word';
export type { YamlDocument, YamlPath } from '../languages/yaml/parse';
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
export type * from '../runs/model';
export { describeSchemaErrors, type Mismatch } from '../schema/describe';
export { closest, didYouMean } from '../text/closest';
export { escapeRegExp } from '../text/escape';
export { isNear } from '../text/near';
export { folderOf, foldersFrom, isBelow, joinPath, nameOf } from '../text/path';
export {
  isPlace,
  isSpan,
  type Location,
  type Place,
  type Problem,
  type SourceFile,
  type Span,
  type Whole,
} from '../text/span';
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
