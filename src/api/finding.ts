import type { QueryTiming } from '../model/bills';
import type { Location } from '../text/span';
import type { Documentation, Edit, JsonSchema, Related, Severity } from './rule';

/** One problem that a rule found, with its place: what reporters print. */
export interface Finding {
  /** The rule's full id, such as `docker/mounts`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Plain text, not escaped. It can have several lines. */
  readonly message: string;
  /** The key of the message in the rule's `messages`. */
  readonly messageId: string;
  readonly at: Location;
  readonly related: readonly Related[];
  /** 16 hex digits that stay the same when lines move: a hash of the rule, the message id, the file, and the line's text. */
  readonly fingerprint: string;
  /** The folder of the example that the finding belongs to. Undefined outside of examples. */
  readonly example?: string;
  /** The edits that fix it, applied together or not at all. */
  readonly fix?: readonly Edit[];
  /** The fix guesses what was meant, or changes what the program does: only `--fix-unsafe` applies it. */
  readonly unsafe?: boolean;
  /** What the rule measured, for programs. */
  readonly evidence?: { readonly [name: string]: unknown };
  /** Values to draw beside the finding, oldest first. */
  readonly sparkline?: readonly number[];
  /** The file can't be read at all, for example because its YAML is broken. */
  readonly fatal?: boolean;
}

/** A finding that a comment, the configuration, or the baseline suppresses, with the reason and the end date, if they're given. */
export interface SuppressedFinding extends Finding {
  readonly suppression: {
    readonly kind: 'directive' | 'configuration' | 'baseline';
    readonly reason?: string;
    readonly until?: string;
  };
}

/** A rule as reporters and the documentation see it. */
export interface RuleDescription {
  /** The full id, such as `docker/mounts`. */
  readonly id: string;
  readonly docs: Documentation;
  readonly messages: { readonly [id: string]: string };
  readonly fixable: boolean;
  /** Only `--fix-unsafe` applies its fixes. */
  readonly onlyUnsafeFixes?: boolean;
  /** The address of its page, if one is configured. */
  readonly url?: string;
  /** What to use instead of it, if it will go away. */
  readonly deprecated?: string;
  /** How editors show the place of a finding. */
  readonly tag?: 'unnecessary' | 'deprecated';
  readonly precision: 'very-high' | 'high' | 'medium' | 'low';
  readonly optionsSchema?: JsonSchema;
  readonly optionsDefaults?: unknown;
  /** The severity without any configuration. Undefined if the rule is off. */
  readonly severity?: Severity;
}

/** How long one rule took, on how many targets. */
export interface RuleTiming {
  readonly rule: string;
  readonly milliseconds: number;
  readonly targets: number;
  readonly findings: number;
}

/** How long a lint took and how much it read. */
export interface Statistics {
  readonly milliseconds: number;
  readonly phases: readonly { readonly name: string; readonly milliseconds: number }[];
  /** Without what the queries took that rules asked, if those were measured. */
  readonly rules: readonly RuleTiming[];
  /** The longest first. Empty unless they were measured. */
  readonly queries: readonly QueryTiming[];
  readonly files: { readonly listed: number; readonly read: number; readonly bytes: number };
  readonly examples: number;
}

/** The result of one lint: what a reporter gets. */
export interface LintResult {
  /** Absolute path of the repository root. */
  readonly root: string;
  /** The root's folder in its git checkout. Undefined if it's the top of the checkout, or not in one. */
  readonly folderInCheckout?: string;
  /** The version of cvl. */
  readonly version: string;
  /** Sorted by file, place, and rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** The file that holds back known findings, as a path from where the command was started. Undefined if there is none. */
  readonly baseline?: string;
  /** Every file that a rule looked at, including those without findings. Sorted, relative to the root. */
  readonly files: readonly string[];
  /** Rules that ran or reported, sorted by id. */
  readonly rules: readonly RuleDescription[];
  /** The decoded text of a linted file. Undefined if it isn't text, or is too large. */
  text(file: string): string | undefined;
  /** Whether a rule crashed. If so, the exit code is 2. */
  readonly crashed: boolean;
  readonly statistics: Statistics;
  /** Of a run with `--shard`: plain data for `cvl merge`, which the report has to hold. */
  readonly shard?: object;
}
