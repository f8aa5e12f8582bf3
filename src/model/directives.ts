import type { Location, SourceFile, Span } from '../text/span';

export type DirectiveKind = 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable';

/** The name of a rule, or of a family of rules, in a directive, and its place. */
export interface RuleName extends Span {
  /** A rule's id, or `family/*`. */
  readonly id: string;
}

/** One comment that suppresses findings: `# cvl-disable-next-line RULE[, RULE…] [until=YYYY-MM-DD] -- reason`. */
export interface Directive {
  readonly kind: DirectiveKind;
  readonly comment: Span;
  /** `cvl-disable-next-line` */
  readonly word: Span;
  /** The named rules. Empty for all rules. */
  readonly rules: readonly RuleName[];
  readonly until?: Span & { readonly date: string };
  readonly reason?: string;
}

/** Something in a comment that looks like a directive but can't be read. */
export interface DirectiveMistake {
  readonly at: Span;
  readonly kind: 'word' | 'date' | 'option' | 'prose';
  readonly text: string;
  /** What was probably meant. Empty if that isn't known. */
  readonly suggestion: string;
}

/** One rule of a directive, or all rules, after a lint. */
export interface AppliedRule {
  /** Undefined for all rules. */
  readonly rule: RuleName | undefined;
  /** Whether it suppressed a finding. For an enabling directive: whether something above it disables the rule. */
  readonly used: boolean;
  /** Whether the rule ran on the file. If it didn't, nobody knows whether the directive is needed. */
  readonly ran: boolean;
}

/** A directive after a lint: whether it's expired, and what it suppressed. */
export interface AppliedDirective extends Directive {
  readonly file: SourceFile;
  /** Whether the day in `until` has come, so that it no longer suppresses anything. */
  readonly expired: boolean;
  /** The lines that it applies to, from 1, for the kinds that apply to lines. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly applied: readonly AppliedRule[];
}

/** An entry of `suppressions` in the configuration after a lint: whether it's expired, and whether it suppressed anything. */
export interface AppliedSuppression {
  readonly rule: string;
  /** Glob of files or folders. */
  readonly files: string;
  readonly reason?: string;
  readonly until?: string;
  readonly at: Location;
  readonly expired: boolean;
  readonly used: boolean;
  readonly ran: boolean;
}

/** The directives in one file or, for the configuration file, its suppressions. Known after all other rules have run. */
export interface Directives {
  readonly path: string;
  readonly directives: readonly AppliedDirective[];
  readonly mistakes: readonly DirectiveMistake[];
  /** The first directive beyond the limit for one file, and the limit. It and those below aren't read. */
  readonly excess?: { readonly at: Span; readonly limit: number };
  readonly suppressions: readonly AppliedSuppression[];
  /** The ids of all rules that exist. */
  readonly knownRules: ReadonlySet<string>;
}
