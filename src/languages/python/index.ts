export type { Argument, CallArguments } from './arguments';
export { type Comment, commentsOf } from './comments';
export type { OptionStyle } from './declarations';
export type { LightningFacts, PythonFacts } from './facts';
export type { CallFact, Calls } from './facts/calls';
export type { Conversion } from './facts/conversions';
export type { Cache, Download } from './facts/downloads';
export type { EnvironmentFacts, EnvironmentRead, EnvironmentWrite } from './facts/environment';
export type { FileAction, FileUse } from './facts/files';
export type { ImportFact } from './facts/imports';
export type { TrainingLoop } from './facts/loops';
export type { LoggedMetric } from './facts/metrics';
export type { CommandLineFacts, OptionFact } from './facts/options';
export type { NumberFormat, PrecisionFact } from './facts/precision';
export type { CallKind } from './facts/signatures';
export { followImports, type ImportGraph, type ImportUse, type PythonFiles } from './import-graph';
export { mentions } from './mentions';
export { moduleFiles } from './module-files';
export { type PythonFile, parsePython } from './parse';
export {
  type Install,
  imageDistributions,
  installsIn,
  normalName,
  type PackageTable,
  type ProjectRequirements,
  providersOf,
  type Requirement,
  type RequirementsFile,
  readEnvironmentYml,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
  withDependencies,
} from './requirements';
export { readInstall } from './requirements/installs';
export { isStandardLibrary } from './standard-library';
export { repositoryPath } from './text-operations';
export { booleanValue, isFixed, type Literal, numberValue, type Setter, stringValue, type Value } from './value';
