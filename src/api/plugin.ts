import type { Reader } from '../runs';
import type { Reporter } from './reporter';
import type { Rule } from './rule';

/** The version of this interface. It changes when existing plugins would break. */
export const API_VERSION = 1;

/** Rules, log readers, and reporters in code, and packs that configure them. */
export interface Plugin {
  /** The first half of its rules' ids: lowercase letters, digits, and hyphens. */
  readonly name: string;
  /** The version of this interface that the plugin is written for, currently 1. */
  readonly api: number;
  readonly rules?: readonly Rule[];
  /** Configurations by name, for `extends: plugin-name:pack-name`. They have the form of `.cvlrc`. */
  readonly packs?: { readonly [name: string]: unknown };
  /** Readers of log formats that cvl doesn't know. */
  readonly readers?: readonly Reader[];
  /** Report formats by name, for `--format`. */
  readonly reporters?: { readonly [name: string]: Reporter };
}

/** Checks the types of a plugin and returns it unchanged. */
export const definePlugin = (plugin: Plugin): Plugin => plugin;
