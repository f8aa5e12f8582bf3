import type { ContainerProgram, ImportUse } from '../../src/api';

/** Whether the program surely reaches an import: no `try`, function or condition is around it or on the way to its file. */
export const surelyRuns = ({ graph }: ContainerProgram, { file, import: fact }: ImportUse): boolean =>
  graph.unconditional.has(file.path) && fact.guard === 'none' && !fact.lazy;

/** The parsed file agrees with the scan that found the import. Parsing is slow, so ask only before a report. */
export const isConfirmed = ({ file, import: { span } }: ImportUse): boolean =>
  file.facts.imports.some((fact) => fact.span.start === span.start && fact.guard === 'none' && !fact.lazy);

/** `..models.net` as it's written. */
export const writtenModule = ({ level, module }: ImportUse['import']): string => '.'.repeat(level) + module;
