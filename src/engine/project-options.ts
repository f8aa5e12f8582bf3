import type { LoadCode } from '../config/code';
import type { Builtins } from '../config/form';
import type { Shard } from '../model/linted-repository';
import type { LiveFacts } from '../model/live/facts';
import type { Revision } from '../model/revision-tree';

export interface ProjectOptions {
  readonly builtins: Builtins;
  /** Whether what parses, and the rules' code, is loaded by `ready` alone. */
  readonly late?: boolean;
  readonly cwd: string;
  /** Files or folders, relative to `cwd`. Empty for `cwd` itself. */
  readonly paths: readonly string[];
  /** A configuration file that replaces the one in the repository. */
  readonly configFile?: string;
  /** Whether configuration and plugins that are code are loaded. Default true. */
  readonly allowCode?: boolean;
  /** Runs configuration and plugins that are code; default: in this process. */
  readonly loadCode?: LoadCode;
  /** The program of the processes in which code of the configuration runs, apart from this one. */
  readonly childFile?: string;
  /** Plugins that fail to load, or may not run, don't end it: linting reports them. */
  readonly withoutFailed?: boolean;
  /** Plugins are loaded only where their packs are extended: their rules, reporters, and log readers aren't needed. */
  readonly packsOnly?: boolean;
  /** How new a file must be so that its times don't tell whether it has changed since, in milliseconds. */
  readonly racyMs?: number;
  /** `rule:severity`, as on the command line. */
  readonly rules?: readonly string[];
  /** Tasks of runs, which replace those in the metadata. */
  readonly tasks?: readonly string[];
  /** The only part of the examples and files to lint. */
  readonly shard?: Shard;
  /** What is known of a container engine by the time the rules run. */
  readonly live?: () => LiveFacts | undefined;
  /** A revision to look at, rather than the files on disk. The configuration is the one on disk. */
  readonly at?: Revision;
  /** A text that replaces a file's own, such as an editor's unsaved one. */
  readonly overlay?: { readonly file: string; readonly text: string };
}
