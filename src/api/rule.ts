import type { MemoryFile } from '../model/memory';
import type { CommandLanguage, Targets } from '../model/targets';
import type { JsonSchema } from '../schema/json-schema';
import type { Location } from '../text/span';

/** How serious a finding is. By default only errors make `cvl lint` fail. */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule checks, one target at a time: `example`, `script`, `launch`, and so on. */
export type Scope = keyof Targets;

export type { MemoryFile as SampleFile } from '../model/memory';
export type { JsonSchema } from '../schema/json-schema';

/**
 * A small repository for documentation and tests: its files by path. Paths are relative to the folder `examples/demo`, or to the
 * root if they start with `/`. A single string is the main file of the rule's scope: `example.yaml`, `train.sh`, `Dockerfile`, or
 * `train.py`. For rules of the scopes `engine`, `image` and `container`, `live.yaml` says what the container engine has. Unless the sample says otherwise, git tracks all files and shell scripts are executable.
 */
export type Sample = string | { readonly [path: string]: MemoryFile };

/** A sample with a problem, and a sentence that says what is wrong with it. */
export interface BadSample {
  readonly wrong: string;
  readonly sample: Sample;
}

/** The rule's page: what it requires, why, and samples that also run as tests. */
export interface Documentation {
  /** What the rule requires, in one line without a full stop. */
  readonly summary: string;
  /** What goes wrong otherwise, in a few sentences of Markdown. */
  readonly why: string;
  /** Samples in which the rule must find something. */
  readonly bad: Sample | readonly Sample[] | readonly BadSample[];
  /** Samples in which it must find nothing. */
  readonly good: Sample | readonly Sample[];
  /** Where the requirement comes from: URLs or titles. */
  readonly references?: readonly string[];
}

/** Replaces the text from `start` to `end` (UTF-16 offsets, `end` exclusive) of a file with `text`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a fix writes instead of the text at the place of a report. */
export type FixReplacement =
  | {
      /** The text to replace. Default: all of the place. */
      readonly replace?: string;
      /** What is written instead. Empty: the text is deleted. */
      readonly by: string;
    }
  /** Instead of a Python call whose name is the place, if it has no arguments. */
  | { readonly call: string }
  /** Instead of a flag, whose value is the place. */
  | { readonly insteadOfFlag: string };

/** What a fix adds near the place of a report. */
export type FixAddition =
  /** A line above the call or the command at the place, as far in as it. */
  | { readonly above: string }
  /** A line below it. */
  | { readonly below: string }
  /** A line above it that ends with a colon, with the call moved in by four spaces. */
  | { readonly under: string }
  /** A line above the container start that the place is in. */
  | { readonly aboveCommand: string }
  /** A line at the top of the file, below its first comments. */
  | { readonly top: string }
  /** `name=value`: added to the Python call whose name is the place, or written instead of the argument at the place. */
  | { readonly argument: string }
  /** A flag of a container start. The place is the command, or its image. */
  | { readonly flag: string }
  /** An instruction above that of the place in a Dockerfile. */
  | { readonly instruction: string }
  /** An instruction below the FROM of the place's stage. */
  | { readonly inStage: string };

/**
 * What a fix changes at the place of a report. `{{name}}` stands for the report's data, as in messages. Nothing is changed where the place
 * doesn't hold the replaced text exactly once, where data are missing, or where the text around the place isn't as expected.
 */
export type FixTemplate = (FixReplacement | FixAddition) & {
  /** It guesses what was meant, or changes what the program does: only `--fix-unsafe` applies it, and editors suggest it. */
  readonly unsafe?: boolean;
};

/** Another place that a finding is about, and what it has to do with it. */
export interface Related {
  /** A short phrase, such as `built here`. */
  readonly message: string;
  readonly at: Location;
}

/** What a check yields: a message with its data, and the exact word to change. */
export interface Report<MessageId extends string = string> {
  /** A key of the rule's `messages`. */
  readonly message: MessageId;
  /** The values for `{{name}}` in the message. */
  readonly data?: { readonly [name: string]: string | number | boolean | undefined };
  readonly at: Location;
  /** The other side of a contradiction, or the launch that uses the word. */
  readonly related?: readonly Related[];
  /** Edits that fix the finding and change nothing else. */
  readonly fix?: readonly Edit[];
  /** The edits guess what was meant, or change what the program does: only `--fix-unsafe` applies them. */
  readonly unsafe?: boolean;
  /** Replaces the configured severity, if an option of the rule asks for that. */
  readonly severity?: Severity;
  /** What the rule measured, for programs: goes into JSON and the properties of SARIF. */
  readonly evidence?: { readonly [name: string]: unknown };
  /** Values to draw beside the finding, oldest first. */
  readonly sparkline?: readonly number[];
  /** What is wrong, by a name that rules share (`causes`): findings that only follow from it are left out. */
  readonly cause?: string;
  /** The cause that this finding follows from, or is a general form of: it's left out where another finding is about that cause. */
  readonly follows?: string;
}

/** What a rule concluded about one measurement, including that it's fine or can't be judged. */
export interface Outcome {
  /** What was judged, such as `train/loss`. */
  readonly subject: string;
  /** `unknown` means that there isn't enough data. */
  readonly outcome: 'pass' | 'fail' | 'unknown';
  /** Why the outcome is unknown. */
  readonly because?: string;
}

/** What a check gets besides its target: the rule's options and the date. */
export interface Context<Options> {
  /** The configured options, filled up with the defaults. */
  readonly options: Options;
  /** The day of the lint, YYYY-MM-DD. Rules don't read the clock, so the same tree always gives the same report. */
  readonly today: string;
}

/** The options that a configuration can set for a rule. */
export interface RuleOptions<Options> {
  /** The schema of an object with a property for each option. */
  readonly schema: JsonSchema;
  /** The values without any configuration. */
  readonly defaults?: Partial<Options>;
  /**
   * Options whose defaults come from the tables of packs. The value is the name of a table (`mounts`) or of one of its keys
   * (`mounts.required`). A pack or `.cvlrc` replaces the keys of a table under `tables`.
   */
  readonly tables?: { readonly [Option in keyof Options]?: string };
}

/** A rule: what it checks, its documentation, its options and messages, and the check itself. */
export interface RuleDefinition<S extends Scope = Scope, Options = unknown, MessageId extends string = string> {
  /** The second half of its id, such as `mounts`. The plugin's name is the first half. */
  readonly name: string;
  readonly scope: S;
  /**
   * For the scopes `script`, `launch`, `start`, and `programs`: in what the commands that it checks may be written. Only shell scripts by default. Fenced blocks
   * (`markdown`) are a sketch: a rule that checks them reports what's certainly wrong there, not what's missing.
   */
  readonly languages?: readonly CommandLanguage[];
  readonly docs: Documentation;
  readonly options?: RuleOptions<Options>;
  /** Texts with `{{name}}` for data. Each says what is wrong and what to write instead. */
  readonly messages: { readonly [id in MessageId]: string };
  /** Full ids that it had before, such as `docker/mount`: configurations that name them mean this rule, and are told so. */
  readonly formerNames?: readonly string[];
  /** What to use instead of a rule that will go away, in a sentence. */
  readonly deprecated?: string;
  /** How editors show the place of a finding: `unnecessary` is faded, `deprecated` struck through. */
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Whether its reports can have a `fix`; `unsafe` if all of those are unsafe. */
  readonly fixable?: boolean | 'unsafe';
  /** Fixes of messages whose reports have no `fix` of their own, by the id of the message. Those of a list are applied together. */
  readonly fixes?: { readonly [id in MessageId]?: FixTemplate | readonly FixTemplate[] };
  /** Whether its findings mean that the file can't be read, so other rules saw nothing of it. */
  readonly fatal?: boolean;
  /** How often a finding is true, shown by code scanning. Default `high`. */
  readonly precision?: 'very-high' | 'high' | 'medium' | 'low';
  /** Yields a report for each problem of one target. */
  check(target: Targets[S], context: Context<Options>): Iterable<Report<MessageId>> | AsyncIterable<Report<MessageId>>;
  /** For rules that judge measurements: an outcome for each, so that missing data isn't mistaken for a healthy run. */
  outcomes?(target: Targets[S], context: Context<Options>): Iterable<Outcome>;
}

/** A defined rule, as a plugin lists it. Its option and message types are already checked. */
export type Rule = Omit<RuleDefinition, 'check' | 'outcomes'> & {
  readonly check: (target: never, context: Context<never>) => Iterable<Report> | AsyncIterable<Report>;
  readonly outcomes?: (target: never, context: Context<never>) => Iterable<Outcome>;
};

/** Checks the types of a rule and returns it unchanged. `defineRule<'metadata', Options>` names its scope and options. */
export function defineRule<S extends Scope, Options = Record<string, never>, MessageId extends string = string>(
  definition: RuleDefinition<S, Options, MessageId>,
): Rule {
  return definition as unknown as Rule;
}
