import type { Location } from '../text/span';
import type { Documentation, Edit, JsonSchema, Related, Severity } from './rule';

export interface Finding {
  /** `docker/mounts` */
  readonly rule: string;
  readonly severity: Severity;
  /** Plain text in one line or more, not yet escaped for any output. */
  readonly message: string;
  readonly messageId: string;
  readonly at: Location;
  readonly related: readonly Related[];
  /** Stays the same when lines move: made of the rule, the place in the structure, the text and the occurrence. 16 hex digits. */
  readonly fingerprint: string;
  /** The folder of the example that the finding belongs to, where there is one. */
  readonly example?: string;
  readonly fix?: readonly Edit[];
  readonly evidence?: { readonly [name: string]: unknown };
  readonly sparkline?: readonly number[];
  /** The input could not be read at all, as in broken YAML. */
  readonly fatal?: boolean;
}

export interface SuppressedFinding extends Finding {
  readonly suppression: { readonly kind: 'directive' | 'configuration'; readonly reason?: string; readonly until?: string };
}

/** What a reporter may tell of a rule. */
export interface RuleDescription {
  readonly id: string;
  readonly docs: Documentation;
  readonly messages: { readonly [id: string]: string };
  readonly fixable: boolean;
  readonly precision: 'very-high' | 'high' | 'medium' | 'low';
  readonly optionsSchema?: JsonSchema;
  readonly optionsDefaults?: unknown;
  /** The severity without any configuration; undefined where off. */
  readonly severity?: Severity;
}

export interface RuleTiming {
  readonly rule: string;
  readonly milliseconds: number;
  readonly targets: number;
  readonly findings: number;
}

export interface Statistics {
  readonly milliseconds: number;
  readonly phases: readonly { readonly name: string; readonly milliseconds: number }[];
  readonly rules: readonly RuleTiming[];
  readonly files: { readonly listed: number; readonly read: number; readonly bytes: number };
  readonly examples: number;
}

/** The outcome of one lint: what a reporter is handed. */
export interface LintResult {
  /** Absolute path of the repository root. */
  readonly root: string;
  /** Where the root lies in its git checkout; absent where it is the checkout's own root, or in none. */
  readonly folderInCheckout?: string;
  readonly version: string;
  /** Sorted by file, place, rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Every file that a rule looked at, sorted, also those without findings; relative to the root. */
  readonly files: readonly string[];
  /** Rules that ran or reported, sorted by id. */
  readonly rules: readonly RuleDescription[];
  /** The decoded text of a linted file; undefined where it could not be read as text or is too large to hold. */
  text(file: string): string | undefined;
  /** A rule crashed: the exit code is 2. */
  readonly crashed: boolean;
  readonly statistics: Statistics;
}
