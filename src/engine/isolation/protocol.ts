import { createHash } from 'node:crypto';
import type { LintResult } from '../../api/finding';
import type { ReporterOptions } from '../../api/reporter';
import type { Report } from '../../api/rule';
import type { Directives } from '../../model/directives';
import type { ProjectOptions } from '../project-options';
import type { Encoded } from './encode';

/** A module's export as data, or why it has none. */
export type Described = { readonly encoded: Encoded } | { readonly failure: string };

/** The linted project as a child process opens it again. */
export interface ChildProject {
  readonly options: Omit<ProjectOptions, 'builtins' | 'childFile' | 'late'>;
  /** The modules that are code, by absolute path, as they were described before. */
  readonly modules: { readonly [file: string]: Described };
  /** Those of them that are really loaded. */
  readonly loaded: readonly string[];
}

export type Task =
  | { readonly kind: 'describe'; readonly file: string; readonly root: string }
  | {
      readonly kind: 'check';
      readonly project: ChildProject;
      readonly rules: readonly string[];
      /** YYYY-MM-DD. */
      readonly today: string;
      readonly timeoutMs: number;
      /** The targets of rules about directives; all others are found in the repository. */
      readonly directives?: readonly EncodedDirectives[];
    }
  | {
      readonly kind: 'report';
      readonly project: ChildProject;
      readonly reporter: string;
      readonly result: Omit<LintResult, 'text'>;
      /** Texts of the files with findings. */
      readonly texts: { readonly [file: string]: string };
      readonly options: ReporterOptions;
    }
  | {
      readonly kind: 'ask';
      readonly project: ChildProject;
      /** Which of the answers that the program of the child knows. */
      readonly question: string;
      readonly about: unknown;
      readonly timeoutMs: number;
    };

export type AskTask = Extract<Task, { readonly kind: 'ask' }>;

export type EncodedDirectives = Omit<Directives, 'knownRules'> & { readonly knownRules: readonly string[] };

/** What a child says, a line of JSON each. All of it is checked: code that can't be trusted runs beside what says it. */
export type Message =
  | { readonly type: 'described'; readonly encoded: Encoded }
  | { readonly type: 'failed'; readonly reason: string }
  /** A check begins. */
  | { readonly type: 'checking'; readonly rule: string; readonly path: string; readonly where: string }
  /** `saw`: a hash of the text of each file that the fix edits, as the child read it. */
  | {
      readonly type: 'found';
      readonly report: Report;
      readonly saw?: { readonly [file: string]: string };
      readonly example?: string;
    }
  | { readonly type: 'crashed'; readonly reason: string; readonly example?: string }
  | { readonly type: 'checked'; readonly milliseconds: number; readonly findings: number }
  /** Something that belongs to no check in particular. */
  | { readonly type: 'stray'; readonly reason: string }
  | { readonly type: 'report'; readonly text: string; readonly attachments: readonly Attachment[] }
  /** A part of the answer to a question. */
  | { readonly type: 'answer'; readonly value: unknown }
  /** It begins, or waits for something else than code of the configuration. */
  | { readonly type: 'alive' }
  /** Nothing is left that could go on. */
  | { readonly type: 'stalled' }
  | { readonly type: 'done' };

/** A short name of a text. Two texts with one name are a coincidence that never happens. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** JSON has no NaN and no infinity, which measurements have. */
const mark = '$number';

export const asLine = (message: Message | Task, stringify = JSON.stringify): string =>
  stringify(message, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { [mark]: String(value) } : value,
  );

/** Throws if it isn't JSON. */
export const fromLine = (line: string): unknown =>
  JSON.parse(line, (_, value: unknown) =>
    typeof value === 'object' && value !== null && mark in value ? Number(value[mark]) : value,
  );

export interface Attachment {
  readonly path: string;
  readonly text: string;
}
