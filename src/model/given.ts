import type { EvaluatedCommand, Word } from '../languages/shell';
import type { CommandLanguage } from './written-in';

/** What commands are written in, and what they start from. */
export interface Given {
  readonly language: CommandLanguage;
  /** Absolute, or below a symbolic root. Null if unknown. The folder of the caller by default. */
  readonly folder?: string | null;
  /** Variables that are set first. */
  readonly variables?: ReadonlyMap<string, Word>;
  /** The container commands, if they are no text of a shell. */
  readonly commands?: readonly EvaluatedCommand[];
}
