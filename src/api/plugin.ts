import type { Reader } from '../runs';
import type { Reporter } from './reporter';
import type { Rule } from './rule';

export const API_VERSION = 1;

/** Rules, log readers and reporters in code, and packs that configure them. */
export interface Plugin {
  /** The first half of its rules' ids: lower case, digits and hyphens. */
  readonly name: string;
  /** The version of this interface that the plugin was written for. */
  readonly api: number;
  readonly rules?: readonly Rule[];
  /** Configurations by name, for `extends: plugin-name:pack-name`; the form is that of `.cvlrc`. */
  readonly packs?: { readonly [name: string]: unknown };
  readonly readers?: readonly Reader[];
  readonly reporters?: { readonly [name: string]: Reporter };
}

/** Checks the types of a plugin; at run time it is the definition itself. */
export const definePlugin = (plugin: Plugin): Plugin => plugin;
