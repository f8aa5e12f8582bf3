/**
 * Python as the model and the rules see it: source text, requirements files, and install commands go in; typed trees, values, facts,
 * import graphs, and requirements come out. This is the room's whole interface. See README.md for its words and its files.
 */

// Files: the tree with its scopes and values, the comments, and a check that needs no parse.

export { type ArgumentList, argumentListAt } from './closing';
export { type Comment, commentsOf } from './comments';
export { mentions } from './mentions';
export { type ConfigurationTable, readOpenMmlab } from './openmmlab';
export { type PythonFile, parsePython } from './parse';

// Values: what an expression is worth, and what can set it without a change to the code.

export { repositoryPath } from './text-operations';
export { booleanValue, type Literal, numberValue, type Setter, stringValue, type Value } from './value';

// Calls of known libraries, which most facts are read from, and their arguments.

export type { Argument, CallArguments } from './arguments';
export type { CallFact, Calls } from './facts/calls';
export type { CallKind } from './facts/signatures';

// Facts: what a file's code needs and does, with a type for each kind of fact.

export type { OptionStyle } from './declarations';
export type { PythonFacts } from './facts';
export type { Conversion } from './facts/conversions';
export type { Cache, Download } from './facts/downloads';
export type { EnvironmentFacts, EnvironmentWrite } from './facts/environment';
export type { EnvironmentRead } from './facts/environment-reads';
export type { FileAction } from './facts/file-calls';
export type { FileUse } from './facts/files';
export {
  type LibraryCall,
  type LibraryClass,
  type LibraryName,
  libraryCalls,
  libraryClasses,
  libraryNames,
} from './facts/library-uses';
export type { LightningFacts } from './facts/lightning';
export type { TrainingLoop } from './facts/loops';
export type { LoggedMetric } from './facts/metrics';
export type { CommandLineFacts, OptionFact } from './facts/options';
export type { NumberFormat, PrecisionFact } from './facts/precision';
export type { DetachedLoss } from './training/detached-losses';
export type { Evaluation } from './training/evaluations';
export type { KeptGraph } from './training/kept-graphs';
export type { LossInput, Scores } from './training/loss-inputs';
export type { Objects } from './training/objects';
export { isWithin, runsWith } from './training/order';
export { callsFrom } from './training/reach';
export { type MethodUse, type Repeat, repeatsOf, type Update } from './training/updates';

// Imports: those of a file, the graph of local files that they lead to, and where modules are found.

export type { ImportFact } from './facts/imports';
export { followImports, type ImportGraph, type ImportUse, type PythonFiles } from './import-graph';
export { findChild, findModule, moduleFiles } from './module-files';

// Requirements: the distributions that files and commands install, and the modules that those provide.

export {
  compareVersions,
  type Install,
  imageDistributions,
  installsIn,
  intersection,
  isSubrange,
  normalName,
  onlyVersion,
  type PackageTable,
  type ProjectRequirements,
  providersOf,
  type Requirement,
  type RequirementsFile,
  readEnvironmentYml,
  readInstall,
  readLock,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
  type VersionRange,
  versionRange,
  withDependencies,
} from './requirements';
