import type { Location, SourceFile, Span } from '../text/span';

export type DirectiveKind = 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable';

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
  /** Empty: all rules. */
  readonly rules: readonly RuleName[];
  readonly until?: Span & { readonly date: string };
  readonly reason?: string;
}

/** Something in a comment that looks like a directive and can't be read. */
export interface DirectiveMistake {
  readonly at: Span;
  readonly kind: 'word' | 'date' | 'option' | 'prose';
  readonly text: string;
  /** What was probably meant; empty where nothing can be said. */
  readonly suggestion: string;
}

/** One rule of a directive, or all rules, after a lint. */
export interface AppliedRule {
  /** Undefined: all rules. */
  readonly rule: RuleName | undefined;
  /** Whether it hid a finding. Of an enabling directive: whether something above it disables the rule. */
  readonly used: boolean;
  /** Whether the rule ran on the file, so that "it hides nothing" can be said. */
  readonly ran: boolean;
}

/** A directive after findings were matched with it. */
export interface AppliedDirective extends Directive {
  readonly file: SourceFile;
  /** The day in `until` has come: it hides nothing any more. */
  readonly expired: boolean;
  /** Lines that it's about, from 1, for the kinds that are about lines. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly applied: readonly AppliedRule[];
}

/** An entry of `suppressions` in the configuration after findings were matched with it. */
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

/** What suppresses findings in one file, the configuration's among them: known when all other rules have run. */
export interface Directives {
  readonly path: string;
  readonly directives: readonly AppliedDirective[];
  readonly mistakes: readonly DirectiveMistake[];
  /** The first directive that is over the limit of a file, with the limit: it and those below are not read. */
  readonly excess?: { readonly at: Span; readonly limit: number };
  readonly suppressions: readonly AppliedSuppression[];
  /** Ids of all rules that exist. */
  readonly knownRules: ReadonlySet<string>;
}
