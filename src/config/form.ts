import type { Plugin } from '../api/plugin';
import type { Severity } from '../api/rule';
import type { CheckForm } from '../declarative/form';
import type { ExampleKind, ExampleSettings } from '../model/settings';

export type Level = Severity | 'off';

export const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

export const exampleKinds: readonly ExampleKind[] = ['training', 'inference', 'service', 'library'];

/** `severity` or `[severity, options]`: a severity alone keeps the options that are set. */
export type RuleSetting = Level | readonly [Level] | readonly [Level, { readonly [option: string]: unknown }];

export interface RuleSettings {
  readonly [rule: string]: RuleSetting;
}

/** Rules for some files: all conditions that are given must hold. */
export interface Override {
  readonly files?: string | readonly string[];
  /** Keys of the example's metadata, with dots for nested ones; each value a text, glob, number, boolean, or a list of them. */
  readonly metadata?: { readonly [key: string]: Wanted | readonly Wanted[] };
  readonly kind?: ExampleKind | readonly ExampleKind[];
  readonly rules: RuleSettings;
}

export type Wanted = string | number | boolean;

export interface SuppressionForm {
  readonly rule: string;
  readonly files: string;
  readonly reason?: string;
  readonly until?: string;
}

/** What a person writes: the form of `.cvlrc` and of every pack. */
export interface ConfigurationForm {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  /** In configuration that is code, plugins may be given as they are. */
  readonly plugins?: readonly (string | Plugin)[];
  readonly examples?: Partial<ExampleSettings>;
  readonly ignore?: readonly string[];
  /** The address of a rule's page, with `{plugin}` and `{name}` in it. */
  readonly rulePages?: string;
  /** Tables that rules take their defaults from, replaced key by key: a path to a YAML or JSON file, or the table itself. */
  readonly tables?: { readonly [name: string]: unknown };
  readonly rules?: RuleSettings;
  /** Rules that are defined here, by id. */
  readonly checks?: { readonly [rule: string]: CheckForm };
  readonly overrides?: readonly Override[];
  readonly suppressions?: readonly SuppressionForm[];
}

/** What comes with cvl. It's handed in by the command line: the configuration knows no plugin and no pack by name. */
export interface Builtins {
  readonly plugins: readonly Plugin[];
  /** Loads the checks of the rules, where those are only described so far. */
  load?(): Promise<void>;
  /** Packs by the name after `cvl:`. */
  readonly packs: { readonly [name: string]: ConfigurationForm };
}
