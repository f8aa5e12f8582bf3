import type { MemoryFile } from '../model/memory';
import type { Targets } from '../model/targets';
import type { JsonSchema } from '../schema/json-schema';
import type { Location } from '../text/span';

export type Severity = 'error' | 'warning' | 'info';

export type Scope = keyof Targets;

export type { MemoryFile as SampleFile } from '../model/memory';
export type { JsonSchema } from '../schema/json-schema';

/**
 * A small repository for documentation and tests: path → content. A bare string is the file that the rule's scope is about
 * (`example.yaml`, `train.sh`, `Dockerfile`, `train.py`) in the folder `examples/demo`; paths are relative to that folder, or to
 * the repository where they start with `/`. Shell scripts are executable and all files tracked unless said otherwise.
 */
export type Sample = string | { readonly [path: string]: MemoryFile };

/** A sample with a fault, and a sentence that says what is wrong with it. */
export interface BadSample {
  readonly wrong: string;
  readonly sample: Sample;
}

export interface Documentation {
  /** One line, without a full stop: what is demanded. */
  readonly summary: string;
  /** What goes wrong otherwise, in a few sentences of Markdown. */
  readonly why: string;
  /** Samples in which the rule must find something, and samples in which it must not; both run as tests. */
  readonly bad: Sample | readonly Sample[] | readonly BadSample[];
  readonly good: Sample | readonly Sample[];
  /** Where the demand comes from: addresses or titles. */
  readonly references?: readonly string[];
}

/** Replace `start`..`end` (UTF-16 offsets) of a file by `text`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Related {
  readonly message: string;
  readonly at: Location;
}

/** What a check yields: an entry of `messages` with its data, and the place of the very word to change. */
export interface Report<MessageId extends string = string> {
  readonly message: MessageId;
  readonly data?: { readonly [name: string]: string | number | boolean | undefined };
  readonly at: Location;
  /** The other side of a contradiction, or the launch that a word ends up in. */
  readonly related?: readonly Related[];
  /** Edits that mend the finding without changing anything else. */
  readonly fix?: readonly Edit[];
  /** Replaces the configured severity, where an option of the rule asks for that. */
  readonly severity?: Severity;
  /** What was measured, for machine readers: goes into SARIF properties and JSON. */
  readonly evidence?: { readonly [name: string]: unknown };
  /** Values to draw beside the finding, oldest first. */
  readonly sparkline?: readonly number[];
}

/** How one thing that a rule looked at came out. */
export interface Outcome {
  /** What was judged: `train/loss`. */
  readonly subject: string;
  /** `unknown`: not enough data to say. */
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly because?: string;
}

export interface Context<Options> {
  readonly options: Options;
  /** The day of the lint, YYYY-MM-DD: rules ask no clock, so that the same tree gives the same report. */
  readonly today: string;
}

/** What a rule can be told by a configuration. */
export interface RuleOptions<Options> {
  /** A schema of an object: a property for each option. */
  readonly schema: JsonSchema;
  /** What holds where nothing is configured. */
  readonly defaults?: Partial<Options>;
  /**
   * Options whose defaults come from the tables of packs: the name of a table (`mounts`), or of one of its keys
   * (`mounts.required`), by option. A pack or `.cvlrc` replaces a table as a whole under `tables`.
   */
  readonly tables?: { readonly [Option in keyof Options]?: string };
}

export interface RuleDefinition<S extends Scope = Scope, Options = unknown, MessageId extends string = string> {
  /** Without the plugin's name: `mounts`. */
  readonly name: string;
  readonly scope: S;
  readonly docs: Documentation;
  readonly options?: RuleOptions<Options>;
  /** Texts with `{{name}}` for data: what is wrong, why, and what to write instead. */
  readonly messages: { readonly [id in MessageId]: string };
  readonly fixable?: boolean;
  /** Its findings mean that the file could not be read as what it is, so that other rules saw nothing of it. */
  readonly fatal?: boolean;
  /** How often a finding is true, shown by code scanning. Default `high`. */
  readonly precision?: 'very-high' | 'high' | 'medium' | 'low';
  check(target: Targets[S], context: Context<Options>): Iterable<Report<MessageId>> | AsyncIterable<Report<MessageId>>;
  /** For rules that judge measurements: how each came out, so that silence for want of data is not taken for health. */
  outcomes?(target: Targets[S], context: Context<Options>): Iterable<Outcome>;
}

/** A rule whose option and message types have been checked and are no longer of interest. */
export type Rule = Omit<RuleDefinition, 'check' | 'outcomes'> & {
  readonly check: (target: never, context: Context<never>) => Iterable<Report> | AsyncIterable<Report>;
  readonly outcomes?: (target: never, context: Context<never>) => Iterable<Outcome>;
};

/** Checks the types of a rule; at run time it is the definition itself. */
export function defineRule<S extends Scope, Options = Record<string, never>, MessageId extends string = string>(
  definition: RuleDefinition<S, Options, MessageId>,
): Rule {
  return definition as unknown as Rule;
}
