import type { Part } from '../languages/docker';
import table from './tables/launchers.yaml';

/** A program that runs what its remaining words name. */
export interface Launcher {
  /** The word that must come first: `run` of `poetry run`. */
  readonly verb?: string;
  /** Options that take the next word as a value. */
  readonly values?: readonly string[];
  /** The number of operands before the rest: `timeout` has one, the duration. */
  readonly operands?: number;
}

interface Table {
  readonly wrappers: { readonly [program: string]: Launcher };
  readonly launchers: { readonly [program: string]: Launcher };
  readonly modules: { readonly [module: string]: string };
  readonly python: readonly string[];
  readonly uv: readonly string[];
  readonly harmless: readonly string[];
}

const { wrappers, launchers, modules, python, uv, harmless } = table as Table;

export const pythonValues: readonly string[] = python;
export const uvValues: readonly string[] = uv;
export const harmlessPrograms: ReadonlySet<string> = new Set(harmless);

/** The command that a wrapper such as `env` or `conda run` runs. Undefined if this isn't a wrapper's command line. */
export function unwrapped(program: string, words: readonly Part[]): readonly Part[] | undefined {
  const wrapper = Object.hasOwn(wrappers, program) ? wrappers[program] : undefined;
  const rest = wrapper && afterVerb(wrapper, words);
  return rest?.slice(skipOptions(rest, wrapper?.values) + (wrapper?.operands ?? 0));
}

/** The words after a launcher such as `torchrun` or `accelerate launch`. Undefined if this is not one. */
export function launcherWords(program: string, words: readonly Part[]): LauncherWords | undefined {
  const launcher = Object.hasOwn(launchers, program) ? launchers[program] : undefined;
  const rest = launcher && afterVerb(launcher, words);
  return rest && { runner: program, words: rest, values: launcher?.values ?? [] };
}

interface LauncherWords {
  readonly runner: string;
  readonly words: readonly Part[];
  readonly values: readonly string[];
}

/** The same for `python -m` with a module that is a launcher. */
export function launcherModule(module: string | undefined, words: readonly Part[]): LauncherWords | undefined {
  const runner = module !== undefined && Object.hasOwn(modules, module) ? modules[module] : undefined;
  return runner === undefined ? undefined : { runner, words, values: launchers[runner]?.values ?? [] };
}

const afterVerb = ({ verb }: Launcher, words: readonly Part[]): readonly Part[] | undefined =>
  verb === undefined ? words : words[0]?.text === verb ? words.slice(1) : undefined;

/** The number of leading words that are options or values of options. */
export function skipOptions(words: readonly Part[], values: readonly string[] = []): number {
  let at = 0;
  while (at < words.length) {
    const text = words[at]?.text;
    if (text === undefined || !text.startsWith('-')) break;
    at += values.includes(text) ? 2 : 1;
    if (text === '--') break;
  }
  return at;
}
