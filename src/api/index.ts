/**
 * Everything that a plugin may import: `import { definePlugin, defineRule } from 'cvl'`.
 * Built-in rules use exactly this, and nothing else.
 */

// --- Rules -------------------------------------------------------------------------------------------------------------------

export type { MemoryFile as SampleFile } from '../model/memory';
export { causes } from './causes';
export {
  type Context,
  type Documentation,
  defineRule,
  type Edit,
  type FixAddition,
  type FixReplacement,
  type FixTemplate,
  type JsonSchema,
  type Outcome,
  type Related,
  type Report,
  type Rule,
  type RuleDefinition,
  type RuleOptions,
  type Sample,
  type Scope,
  type Severity,
} from './rule';

// --- Plugins, reporters and results ------------------------------------------------------------------------------------------

export type { Finding, LintResult, RuleDescription, SuppressedFinding } from './finding';
export { API_VERSION, definePlugin, type Plugin } from './plugin';
export { type Remedies, type Remedy, remedyFor, remedyOptions } from './remedies';
export { defineReporter, type Reporter, type ReporterOptions } from './reporter';

// --- The repository and its examples -----------------------------------------------------------------------------------------

export type { AppliedDirective, AppliedSuppression, Directives, RuleName } from '../model/directives';
export { pathsNamed } from '../model/file-list';
export { inAllCommands, inEachDockerfile, inEachScript } from '../model/in-each-file';
export { isBehindLink } from '../model/links';
export { type OpenMmlabConfiguration, openMmlabConfigurations, openMmlabFile } from '../model/openmmlab';
export { isPresetName, type Preset } from '../model/presets';
export { keyedQuery, query } from '../model/query';
export { requirementsOf } from '../model/requirements';
export type { Amount, Resources } from '../model/resources';
export { isByDefault, numberOf, type Setting, settingIn, settingOf } from '../model/setting';
export type { ExampleKind } from '../model/settings';
export { type StatedRequirements, statedRequirements } from '../model/stated-requirements';
export type {
  Artifact,
  CommandLanguage,
  Container,
  ContainerProgram,
  ContainerStart,
  DockerfileArtifact,
  Example,
  FileEntry,
  Image,
  ImageBuild,
  ImageName,
  Launch,
  LiveContainer,
  LiveEngine,
  LiveImage,
  Located,
  Metadata,
  Program,
  Programs,
  PythonArtifact,
  Repository,
  RunArtifact,
  Script,
  Start,
  Targets,
  UsedEnvFile,
  World,
  Written,
} from '../model/targets';
export { exampleTargetInstead } from '../model/working-folder';

// --- What a container engine has, in `cvl doctor` ----------------------------------------------------------------------------

export type {
  ActualGpus,
  ActualMount,
  ContainerFacts,
  ContainerRecord,
  EngineFacts,
  EngineInfo,
  GpuFacts,
  GpuProcess,
  GpuReading,
  ImageFacts,
  InsideFacts,
  LogFacts,
  NamedImage,
  ProcessOwner,
} from '../model/live/facts';

// --- Shell scripts -----------------------------------------------------------------------------------------------------------

export {
  assignedNames,
  type Bashism,
  type BatchLine,
  type BatchOption,
  type BrokenLine,
  bashisms,
  batchLines,
  brokenLines,
  type Condition,
  isBatchJob,
  isSymbolic,
  type PlainCommand,
  type PlainWord,
  parseShell,
  parseSource,
  type RequirementRedirect,
  type RootedPath,
  requirementRedirects,
  rootedPath,
  type Segment,
  type ShellScript,
  showRoots,
  simpleCommands,
  slicesIn,
  type VariableRead,
  variableReads,
  variableValues,
  type Word,
  writtenAt,
} from '../languages/shell';

// --- Docker ------------------------------------------------------------------------------------------------------------------

export {
  type Command,
  conditionsOf,
  type Dockerfile,
  type Dockerignore,
  type EnvironmentEntry,
  excludedBy,
  type FlagUse,
  type FromReference,
  finalStage,
  hasDash,
  type ImageReference,
  type ImageView,
  type Mount,
  type Part,
  type Process,
  parseDockerignore,
  parseImage,
  partOf,
  type RunSpec,
  runBashisms,
  runCommands,
  runFlags,
  type Stage,
  sameImage,
  slicePart,
} from '../languages/docker';

// --- Python ------------------------------------------------------------------------------------------------------------------

export {
  type Argument,
  booleanValue,
  type Cache,
  type CallFact,
  type Calls,
  callsFrom,
  type Download,
  type EnvironmentRead,
  type Evaluation,
  type FileUse,
  type ImportGraph,
  type ImportUse,
  type Install,
  imageDistributions,
  intersection,
  isSubrange,
  isWithin,
  type KeptGraph,
  type LibraryCall,
  type LibraryClass,
  type LibraryName,
  type Literal,
  type LossInput,
  libraryCalls,
  libraryClasses,
  libraryNames,
  type MethodUse,
  mentions,
  normalName,
  numberValue,
  type OptionFact,
  onlyVersion,
  type PackageTable,
  type ProjectRequirements,
  type PythonFacts,
  type PythonFile,
  providersOf,
  type Repeat,
  type Requirement,
  readInstall,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
  repeatsOf,
  repositoryPath,
  runsWith,
  stringValue,
  type TrainingLoop,
  type Update,
  type Value,
  type VersionRange,
  versionRange,
  withDependencies,
} from '../languages/python';

// --- YAML and schemas --------------------------------------------------------------------------------------------------------

export type { YamlDocument, YamlPath } from '../languages/yaml';
export { type Fields, placeOf } from '../model/fields';
export { describeSchemaErrors, type Mismatch } from '../schema/describe';
export { compileSchema } from './schema';
export { suggestedEntry } from './suggestions';

// --- Training runs -----------------------------------------------------------------------------------------------------------

export type {
  Adapter,
  Aggregation,
  At,
  Block,
  Candidate,
  Checkpoint,
  ConfigEntry,
  Gpu,
  GpuSample,
  Jump,
  MetricName,
  Moment,
  NonFinite,
  Point,
  Reader,
  Run,
  RunError,
  RunErrorKind,
  RunFile,
  RunPlace,
  RunProblem,
  RunSegment,
  RunSink,
  RunSource,
  RunStatus,
  SampleStatistics,
  Scale,
  Series,
  SeriesOptions,
  SeriesSegment,
  SeriesSink,
  Split,
  Statistics,
  Tensor,
  WeightsHeader,
} from '../runs';
export { pretrainedBy, sizeOf } from '../runs';

// --- Text and places ---------------------------------------------------------------------------------------------------------

export { closest } from '../text/closest';
export { type ConfiguredPattern, configuredPattern, firstMatch } from '../text/configured-pattern';
export { escapeRegExp, pattern, patternWith } from '../text/escape';
export { globMatcher } from '../text/glob-matcher';
export { groupBy } from '../text/group-by';
export { isMeantFor, isNear } from '../text/near';
export { folderOf, foldersFrom, isBelow, joinPath, nameOf } from '../text/path';
export { sentence } from '../text/sentence';
export { quoteForShell } from '../text/shell-quote';
export { isPlace, isSpan, type Location, type Place, type Problem, type SourceFile, type Span, type Whole } from '../text/span';
export { matchesPieces } from '../text/wildcard';
