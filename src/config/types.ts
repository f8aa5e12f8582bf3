import type { Plugin } from '../api/plugin';
import type { Reporter } from '../api/reporter';
import type { Rule, Severity } from '../api/rule';
import type { ExampleSettings } from '../model/settings';
import type { Example } from '../model/targets';
import type { Reader } from '../runs';
import type { Builtins } from './form';

export type { ExampleKind, ExampleSettings } from '../model/settings';

/** Where a setting was written: a file with a line, or a pack by name. */
export interface Origin {
  /** `.cvlrc`, `cvl:recommended`, `command line`, `default` */
  readonly name: string;
  readonly line?: number;
}

export interface Setting {
  readonly severity: Severity | 'off';
  /** The rule's defaults with what the configuration replaces, key by key at the top level. */
  readonly options: unknown;
  /** The last one that decided first, then what it replaced. */
  readonly history: readonly Decision[];
}

/** One place that decided about a rule. */
export interface Decision {
  readonly severity: Severity | 'off';
  readonly origin: Origin;
  /** The condition of an override: `files examples/**`, `kind inference`. */
  readonly because?: string;
  /** Names of the options that it set. */
  readonly options?: readonly string[];
}

/** A finding that the configuration accepts, with the fields of a directive. */
export interface Suppression {
  readonly rule: string;
  /** Glob of files or folders, relative to the root. */
  readonly files: string;
  readonly reason?: string;
  /** YYYY-MM-DD: from that day on the suppression is expired. */
  readonly until?: string;
  readonly origin: Origin;
}

export interface RuleEntry {
  readonly id: string;
  readonly rule: Rule;
  readonly plugin: string;
}

/** The whole configuration of one lint, ready to be asked. */
export interface Configuration {
  readonly builtins: Builtins;
  /** The configuration file, relative to the root; undefined where none was found. */
  readonly file?: string;
  readonly plugins: readonly Plugin[];
  /** Plugins that are named but take no part, because they failed or may not run: a lint reports them. */
  readonly failures?: readonly PluginFailure[];
  /** All known rules by id, sorted. */
  readonly rules: ReadonlyMap<string, RuleEntry>;
  /** The only rules that the command line asks for; all others are off. Undefined: it asks for none. */
  readonly selected?: ReadonlySet<string>;
  readonly reporters: ReadonlyMap<string, Reporter>;
  readonly readers: readonly Reader[];
  readonly examples: ExampleSettings;
  /** What rules take their defaults from, by name: from the last source that has it, else from `cvl:recommended`. */
  readonly tables: ReadonlyMap<string, unknown>;
  /** Globs, relative to the root, of what is left out. */
  readonly ignore: readonly string[];
  /** The address of a rule's page, with `{plugin}` and `{name}` in it, where one is configured. */
  readonly rulePages?: string;
  readonly suppressions: readonly Suppression[];
  /** What was configured, as a text: equal texts mean equal configurations. Undefined if it can't be told. */
  identity(): string | undefined;
  /** Whether any file could have the rule on: rules for which this is false cost nothing. */
  canBeOn(rule: string): boolean;
  /** The setting of a rule for a file, within an example where there is one. Remembered. */
  setting(rule: string, file: string, example: Example | undefined): Setting;
  /**
   * What has no effect in the configuration, such as a glob that matches no file. Called once after linting, with the examples
   * if all of them were linted.
   */
  hints(files: readonly string[], examples?: readonly Example[]): readonly ConfigurationHint[];
}

/** A plugin that couldn't be loaded, and where it's named. */
export interface PluginFailure extends ConfigurationProblem {
  readonly origin: Origin;
}

export interface ConfigurationHint {
  readonly message: string;
  readonly origin: Origin;
}

/** One mistake in the configuration and where it is; no line where the file is code. */
export interface ConfigurationProblem {
  readonly message: string;
  /** The file, relative to where the command was started; line and column from 1. */
  readonly at?: { readonly file: string; readonly line?: number; readonly column?: number };
}
