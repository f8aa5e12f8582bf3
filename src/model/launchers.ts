import { type Part, slicePart } from '../languages/docker';
import table from './tables/launchers.yaml';

/** A program that runs what its remaining words name. */
export interface Launcher {
  /** The words that must come first: `run` of `poetry run`, `job submit` of `ray job submit`. */
  readonly verb?: string;
  /** Options whose value is the folder in which the rest runs. */
  readonly folders?: readonly string[];
  /** Without such an option, the rest runs in a folder that isn't known. */
  readonly moves?: boolean;
  /** Options with which the rest runs in a world that isn't known. */
  readonly unknown?: readonly string[];
  /** Options that take the next word as a value. */
  readonly values?: readonly string[];
  /** The number of operands before the rest: `timeout` has one, the duration. */
  readonly operands?: number;
  /** Options that take the next two words. */
  readonly pairs?: readonly string[];
  /** Options without a value. With them, the launcher's options are all known, except those that begin with one of `prefixes`. */
  readonly flags?: readonly string[];
  readonly prefixes?: readonly string[];
  /** It doesn't take the beginning of a long option for the option, as argparse does otherwise. */
  readonly exact?: boolean;
  /** Options that each process gets from the launcher, newest spelling first, unless one of `keeps` is given. */
  readonly passes?: readonly string[];
  readonly keeps?: readonly string[];
  /** Another program has its name: it's this one if a script follows. */
  readonly shared?: boolean;
  /** What it starts is a command, not a Python script. */
  readonly command?: boolean;
  /** Options whose value is the number of processes on a machine. */
  readonly processes?: readonly string[];
  /** Options whose value lists the GPUs of a machine, each of which gets a process. */
  readonly devices?: readonly string[];
  /** Options that it refuses beside others. */
  readonly clash?: { readonly options: readonly string[]; readonly beside: readonly string[] };
  /** Options with which the number counts something else: the processes of several machines, or those without a GPU. */
  readonly unless?: readonly string[];
}

/** How many processes a launcher starts on a machine, and the word that says so. */
export interface Processes {
  readonly count: number;
  /** How many machines share the number that is written. Undefined for one. */
  readonly machines?: number;
  /** The number, or the list of GPUs. */
  readonly part: Part;
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

/** The command that a wrapper runs, and the folder in which it runs that, where the wrapper says so. */
interface Wrapped {
  readonly words: readonly Part[];
  /** `unknown` where it isn't that of the wrapper itself. */
  readonly folder: Part | 'unknown' | undefined;
}

/** What a wrapper such as `env` or `conda run` runs. Undefined if this isn't a wrapper's command line. */
export function unwrapped(program: string, words: readonly Part[]): Wrapped | undefined {
  const wrapper = Object.hasOwn(wrappers, program) ? wrappers[program] : undefined;
  const rest = wrapper && afterVerb(wrapper, words);
  if (!rest || !wrapper) return undefined;
  const from = skipOptions(rest, wrapper.values);
  const options = rest.slice(0, from);
  if (options.some(({ masked }) => wrapper.unknown?.includes(masked.replace(/=.*$/s, ''))))
    return { words: [], folder: 'unknown' };
  const folder = lastValue(options, wrapper.folders ?? []) ?? (wrapper.moves ? 'unknown' : undefined);
  return { words: rest.slice(from + (wrapper.operands ?? 0)), folder };
}

/** The value of the last of some options. */
function lastValue(options: readonly Part[], names: readonly string[]): Part | undefined {
  const at = options.findLastIndex(({ masked }) => names.includes(masked.replace(/=.*$/s, '')));
  const option = options[at];
  const equals = option?.masked.indexOf('=') ?? -1;
  return option && (equals >= 0 ? slicePart(option, equals + 1) : options[at + 1]);
}

/** The words after a launcher such as `torchrun` or `accelerate launch`. Undefined if this is not one. */
export function launcherWords(program: string, words: readonly Part[]): LauncherWords | undefined {
  const launcher = Object.hasOwn(launchers, program) ? launchers[program] : undefined;
  const rest = launcher && afterVerb(launcher, words);
  return rest && launcher && { runner: program, words: rest, launcher };
}

interface LauncherWords {
  readonly runner: string;
  readonly words: readonly Part[];
  readonly launcher: Launcher;
}

/** The same for `python -m` with a module that is a launcher. */
export function launcherModule(module: string | undefined, words: readonly Part[]): LauncherWords | undefined {
  const runner = module !== undefined && Object.hasOwn(modules, module) ? modules[module] : undefined;
  const launcher = runner === undefined ? undefined : launchers[runner];
  return runner === undefined || !launcher ? undefined : { runner, words, launcher };
}

function afterVerb({ verb }: Launcher, words: readonly Part[]): readonly Part[] | undefined {
  const verbs = verb?.split(' ') ?? [];
  return verbs.every((each, index) => words[index]?.text === each) ? words.slice(verbs.length) : undefined;
}

/** The words of a launcher before the script, and what the launcher makes of them. */
export interface LauncherUse {
  /** `torchrun`, `accelerate launch`, as it is written in a command. */
  readonly name: string;
  readonly options: readonly Part[];
  /** Options that it doesn't have, so that it starts nothing. */
  readonly refused: readonly Part[];
  /** An option that it refuses beside another one, and that one. */
  readonly clash: { readonly option: Part; readonly beside: Part } | undefined;
  /** The options that it has, as far as they are listed. */
  readonly known: readonly string[];
  /** Options that each process gets from it, newest spelling first. */
  readonly passes: readonly string[];
}

/** Reads a launcher's words up to the script. An option that isn't listed is taken to have a value if a script follows that. */
export function readLauncher({ runner, words, launcher }: LauncherWords): { readonly use: LauncherUse; readonly script: number } {
  const refused: Part[] = [];
  let script = skipOptions(words, launcher.values, launcher.pairs);
  for (let from = 0; from < script; from += 1) {
    const word = words[from];
    if (word?.text === undefined || isValue(words, from, launcher)) continue;
    if (isRefused(word.text, launcher)) refused.push(word);
    else if (isListed(word.text, launcher)) continue;
    if (from !== script - 1 || word.text.includes('=') || !isScript(words[script + 1]) || isScript(words[script])) continue;
    script += 1 + skipOptions(words.slice(script + 1), launcher.values, launcher.pairs);
  }
  const options = words.slice(0, script);
  const isKept = options.some(({ text = '' }) => launcher.keeps?.includes(underscored(text)));
  const name = launcher.verb === undefined ? runner : `${runner} ${launcher.verb}`;
  const known = [...(launcher.flags ?? []), ...(launcher.values ?? [])];
  const clash = clashAmong(options, launcher);
  return { use: { name, options, refused, clash, known, passes: isKept ? [] : (launcher.passes ?? []) }, script };
}

function clashAmong(options: readonly Part[], { clash }: Launcher): LauncherUse['clash'] {
  const among = (names: readonly string[] = []) =>
    options.find(({ text = '' }) => names.includes(underscored(text.replace(/=.*$/s, ''))));
  const [option, beside] = [among(clash?.options), among(clash?.beside)];
  return option && beside && { option, beside };
}

const isListed = (text: string, { flags = [], values = [] }: Launcher): boolean => {
  const name = underscored(text.replace(/=.*$/s, ''));
  return flags.includes(name) || values.includes(name);
};

/** A launcher that reads its options with argparse also takes the start of a long name. */
function isRefused(text: string, { flags, values = [], prefixes = [], exact }: Launcher): boolean {
  if (!flags || !/^--?[A-Za-z]/.test(text)) return false;
  const name = underscored(text.replace(/=.*$/s, ''));
  if (!name.startsWith('--'))
    return !flags.includes(name) && !values.includes(name) && ![...flags, ...values].includes(name.slice(0, 2));
  const isKnown = exact
    ? flags.includes(name) || values.includes(name)
    : [...flags, ...values].some((each) => each.startsWith(name));
  return !isKnown && !prefixes.some((prefix) => name.startsWith(prefix));
}

const isValue = (words: readonly Part[], at: number, { values = [] }: Launcher): boolean => {
  const before = words[at - 1]?.text;
  return before !== undefined && (values.includes(before) || values.includes(underscored(before)));
};

/** A script, or options before one. */
const isScript = (word: Part | undefined): boolean => word?.text !== undefined && /^-|\.py$/.test(word.text);

/** The number of leading words that are options or values of options. */
export function skipOptions(words: readonly Part[], values: readonly string[] = [], pairs: readonly string[] = []): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    // The value may be unknown, but not the name.
    const text = word?.text ?? /^--?[\w-]+=/.exec(word?.masked ?? '')?.[0];
    if (text === undefined || !text.startsWith('-')) break;
    at += pairs.includes(text) ? 3 : values.includes(text) || values.includes(underscored(text)) ? 2 : 1;
    if (text === '--') break;
  }
  return at;
}

/** `--num-processes` as `--num_processes`: launchers accept both. */
const underscored = (option: string): string => (option.startsWith('--') ? `--${option.slice(2).replaceAll('-', '_')}` : option);

/** The processes that a launcher's options start. Undefined if they don't say, or count something else. */
export function processesOf(launcher: Launcher, options: readonly Part[]): Processes | undefined {
  const { processes = [], devices = [], unless = [] } = launcher;
  const names = options.map(({ text = '' }) => underscored(text.replace(/=.*$/s, '')));
  const at = names.findLastIndex((name) => processes.includes(name) || devices.includes(name));
  const option = options[at];
  const equals = option?.text?.indexOf('=') ?? -1;
  const part = option && equals >= 0 ? slicePart(option, equals + 1) : options[at + 1];
  if (part?.text === undefined || names.some((name) => unless.includes(name))) return undefined;
  const count = processes.includes(names[at] ?? '') ? wholeNumber(part.text) : deviceCount(part.text);
  return count === undefined ? undefined : { count, part };
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,4}$/.test(text) ? Number(text) : undefined);

/** `0,1` and `localhost:0,1`. Several machines are separated by `@`. */
function deviceCount(text: string): number | undefined {
  const list = /^(?:localhost:)?(\d+(?:,\d+)*)$/.exec(text)?.[1];
  return list?.split(',').length;
}
