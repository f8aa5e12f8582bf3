/** Shell scripts: text to a syntax tree, and to the container engine calls that the script makes, without running it. See README.md. */

export { readVerb } from './commands/engines';
/** Shell text in files of other languages. */
export { type EmbeddedText, type EmbeddedTextWriter, writeEmbedded } from './embedded';
/** Evaluation: the engine calls of a script with every word expanded, and when they happen. */
export { evaluate, nothingKnown } from './evaluate';
export type { Evaluation } from './evaluation';
export { canNameImages, canStart } from './prefilter';
export type { CommandCertainty, EvaluatedCommand, StartedCommand } from './state/evaluated-command';
export type { ShellHost, System } from './state/shell';
/** What a script's text says, before any evaluation: what needs Bash, commands that are cut in two, simple commands, variables. */
export { type Bashism, bashisms } from './syntax/bashisms';
/** The options that a script gives to Slurm. */
export { type BatchLine, type BatchOption, batchLines } from './syntax/batch-options';
export { type BrokenLine, brokenLines, isBroken } from './syntax/broken-lines';
/** Parsing: a script, its syntax errors and comments. */
export { isBatchJob, parseEmbedded, parseShell, parseSource, type ShellScript, writtenAt } from './syntax/parse';
export { type RequirementRedirect, requirementRedirects } from './syntax/requirement-redirects';
export { commandsOf, type PlainCommand, type PlainWord, simpleCommands } from './syntax/simple-commands';
export { type Slice, slicesIn } from './syntax/slices';
export { assignedNames, type VariableRead, type VariableValue, variableReads, variableValues } from './syntax/variable-uses';

/** Words: segments that know where they were written, and what isn't known of them. */
export type { Condition } from './values/condition';
/** Paths, and the symbolic roots that they start at where their beginning isn't known. */
export { resolvePath } from './values/paths';
export { CALLER, hasStrayMark, isSymbolic, REPOSITORY, type RootedPath, rootedPath, showRoots } from './values/roots';
export { maskedText, type Segment, UNKNOWN_MARK, type Word, wordSlice, wordText } from './values/word';
