import type { JsonSchema } from '../api/rule';
import type { Builtins } from '../config/form';

/** What the server is started with. */
export interface Surroundings {
  readonly builtins: Builtins;
  readonly version: string;
  /** The JSON Schema of the metadata of examples. */
  readonly metadataSchema: JsonSchema;
  /** The folder of the package. */
  readonly packageRoot: string;
  /** A configuration file that replaces those of the repositories. */
  readonly configFile?: string;
  readonly allowCode: boolean;
  /** The program of the processes in which code of a configuration runs. */
  readonly childFile: string;
}

/** What an editor can set, in `initializationOptions` or the section `cvl` of its configuration. */
export interface Settings {
  /** Whose findings are shown: those of the whole repository, or of the examples that have an open file. */
  readonly scope: 'repository' | 'open';
  /** Whether configuration and plugins that are code may run. An editor says no where its user doesn't trust the folder. */
  readonly allowCode: boolean;
  /** The editor shows what the command `cvl.inspect` returns. Otherwise it's sent as a message. */
  readonly showsInspections: boolean;
}

const defaults: Settings = { scope: 'repository', allowCode: true, showsInspections: false };

/** Reads settings from what a client sent. What isn't understood stays at its default. */
export function readSettings(given: unknown): Settings {
  const { scope, allowCode, showsInspections } = Object(given) as { readonly [name: string]: unknown };
  return {
    scope: scope === 'open' ? 'open' : defaults.scope,
    allowCode: typeof allowCode === 'boolean' ? allowCode : defaults.allowCode,
    showsInspections: showsInspections === true,
  };
}
