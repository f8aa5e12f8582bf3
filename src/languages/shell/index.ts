export { type BrokenLine, brokenLines, isBroken } from './broken-lines';
export {
  type CommandCertainty,
  canNameImages,
  type EvaluatedCommand,
  type Evaluation,
  evaluate,
  type ShellHost,
  type System,
} from './evaluate';
export { isBatchJob, parseShell, parseSource, type ShellScript } from './parse';
export { resolvePath } from './paths';
export { hasStrayMark, isSymbolic, type RootedPath, rootedPath, showRoots } from './roots';
export { commandsOf, type PlainCommand, type PlainWord, simpleCommands } from './simple-commands';
export { assignedNames, type VariableRead, type VariableValue, variableReads, variableValues } from './variable-uses';
export { type Condition, maskedText, type Segment, UNKNOWN_MARK, type Word, wordSlice, wordText } from './word';
