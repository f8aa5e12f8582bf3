import type { Argument, CallFact, Literal, Setter } from '../languages/python';
import { nameOf } from '../text/path';
import type { Span } from '../text/span';
import { isMapping } from './fields';
import { repositoryPathOf } from './located';
import type { Start } from './targets';

/** The value of a setting when the script runs unchanged. */
export interface Setting {
  readonly value: Literal;
  /** The word to change: in the call, in the configuration file, in the option's declaration, or on the command line. */
  readonly at: Span;
  /** What sets it, as ` (name, details)` for a message. Empty if the call itself does. */
  readonly source: string;
}

type Configured = Extract<Setter, { kind: 'configuration' }>;

/** A call's setting. `absent` if it's certainly not given, undefined if that isn't known. */
export function settingOf(call: CallFact, name: string, start: Start): Setting | 'absent' | undefined {
  const argument = call.argument(name);
  if (!argument) return call.setting(name) ? undefined : 'absent';
  return settingIn(argument, start);
}

/** The setting of a call's argument, as `settingOf` gives it. */
export function settingIn(argument: Argument, start: Start): Setting | undefined {
  const { value, at } = argument;
  const [setter, ...more] = value.setters;
  if (!setter) return value.kind === 'known' ? { value: value.value, at, source: '' } : undefined;
  const fallback = value.kind === 'known' ? value.value : undefined;
  const variable = more.length > 0 ? onlyVariable(value.setters, start) : undefined;
  if (variable) return settingIn({ ...argument, value: { ...value, setters: [variable] } }, start);
  if (more.length) return fallback !== undefined && isByDefault(value.setters, start) ? byDefault(setter, fallback) : undefined;
  if (setter.kind === 'configuration') return configured(setter, fallback, start);
  const given = setter.kind === 'option' ? optionIn(start, setter.name) : variableIn(start, setter.name);
  if (given === 'nowhere') {
    return fallback === undefined ? undefined : byDefault(setter, fallback);
  }
  if (given === undefined || setter.derived) return undefined;
  return { value: literal(given.text), at: given.at, source: ` (${setter.name})` };
}

/** The variable that is the default of options that the start doesn't pass. */
function onlyVariable(setters: readonly Setter[], start: Start): Setter | undefined {
  const [variable, ...others] = setters.filter(({ kind }) => kind === 'variable');
  const options = setters.filter((setter) => setter.kind === 'option');
  const isSet = setters.some(({ derived }) => derived) || options.some(({ name }) => optionIn(start, name) !== 'nowhere');
  return others.length > 0 || options.length + 1 !== setters.length || isSet ? undefined : variable;
}

function byDefault(setter: Setter, value: Literal): Setting {
  const name = setter.kind === 'configuration' ? setter.keys.join('.') : setter.name;
  return { value, at: setter.span, source: ` (${name}, ${shown(value)} by default)` };
}

/** Whether the code's default applies: the start passes none of the options and variables that can set the value. */
export const isByDefault = (setters: readonly Setter[], start: Start): boolean =>
  setters.every(
    (setter) =>
      (setter.kind === 'option' && optionIn(start, setter.name) === 'nowhere') ||
      (setter.kind === 'variable' && variableIn(start, setter.name) === 'nowhere'),
  );

/** The value of a setting if it's a number, else undefined. */
export function numberOf(call: CallFact, name: string, start: Start): (Setting & { readonly value: number }) | undefined {
  const setting = settingOf(call, name, start);
  return setting !== undefined && setting !== 'absent' && typeof setting.value === 'number'
    ? { ...setting, value: setting.value }
    : undefined;
}

interface Given {
  readonly text: string;
  readonly at: Span;
}

/** What the command passes. Undefined if that isn't known, or depends on a condition. `"$@"` doesn't count: it's up to the caller. */
function optionIn({ arguments: words }: Start, name: string): Given | 'nowhere' | undefined {
  for (const [position, word] of words.entries()) {
    if (word.text === undefined && word.word.segments.every(({ positional }) => positional === 'all')) continue;
    if (word.text === undefined && !word.masked.startsWith('-')) {
      if (words[position - 1]?.text?.startsWith('-')) continue;
      return undefined;
    }
    if (word.masked !== name && !word.masked.startsWith(`${name}=`)) continue;
    const value = word.masked === name ? words[position + 1] : word;
    const text = value?.text?.slice(value === word ? name.length + 1 : 0);
    return text === undefined || word.word.when ? undefined : { text, at: (value ?? word).span };
  }
  return 'nowhere';
}

function variableIn({ launch, variables }: Start, name: string): Given | 'nowhere' | undefined {
  if (variables.has(name)) return undefined;
  // On the host, as with `--env NAME`, the caller can set it.
  if (!launch) return 'nowhere';
  const { spec } = launch;
  if (spec.envFiles.length || spec.open.length) return undefined;
  const entry = spec.env.findLast((each) => each.name.text === name);
  if (!entry)
    return spec.env.some((each) => each.name.text === undefined) || launch.image.view?.env.has(name) ? undefined : 'nowhere';
  // `--env NAME` forwards the caller's value, if there is one.
  if (!entry.value || entry.entry.word.when) return 'nowhere';
  return entry.value.text === undefined || entry.value.text === '' ? undefined : { text: entry.value.text, at: entry.value.span };
}

/** The value of a key in the configuration file that the code loads by default. */
function configured(setter: Configured, fallback: Literal | undefined, start: Start): Setting | undefined {
  if (setter.file === undefined || setter.derived) return undefined;
  if (start.arguments.some(({ masked }) => /^(--?c\b|--?conf)/.test(masked))) return undefined;
  const { workdir, world } = start;
  const path = repositoryPathOf(world.locate(workdir === undefined ? setter.file : absolute(setter.file, workdir)));
  if (path === undefined || !/\.(ya?ml|json)$/.test(path)) return undefined;
  const document = start.repository.yaml(path);
  if (!document) return undefined;
  let data: unknown = document.value;
  for (const key of setter.keys) data = isMapping(data) ? data[String(key)] : undefined;
  const keys = setter.keys.join('.');
  const file = nameOf(path);
  if (data === undefined) {
    if (fallback === undefined || !isMapping(document.value)) return undefined;
    return { value: fallback, at: setter.span, source: ` (${keys}, ${shown(fallback)} where ${file} has none)` };
  }
  const at = document.valueSpan([...setter.keys]);
  const isPlain = data === null || typeof data === 'number' || typeof data === 'boolean' || typeof data === 'string';
  return at && isPlain ? { value: data as Literal, at, source: ` (${keys} in ${file})` } : undefined;
}

/** A path from a working folder. */
export const absolute = (path: string, folder: string): string =>
  path.startsWith('/') ? path : `${folder.replace(/\/$/, '')}/${path}`;

/** What a word of a command is worth: a number if it looks like one. */
export const literal = (text: string): Literal => (/^[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : text);

const shown = (value: Literal): string => (value === null ? 'none' : typeof value === 'string' ? `"${value}"` : String(value));
