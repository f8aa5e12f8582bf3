import { type Called, type CallOptions, call } from './call';
import { type Answer, answer, faultOf, unreadable } from './fault';
import { parseJson, parseJsonLines } from './json';

export type ClientKind = 'docker' | 'podman' | 'nerdctl';

/** A container engine, by the client that the user calls it with. */
export interface Engine {
  /** The client's words before any of its own: `['sudo', 'docker']`. */
  readonly words: readonly string[];
  /** Whose command line it is. `docker` may be podman under another name. */
  readonly client: ClientKind;
  /** The environment of the client; it may name a host or a context. */
  readonly env: NodeJS.ProcessEnv;
  /** Calls the client with these words after its own. Never rejects. */
  call(words: readonly string[], options?: CallOptions): Promise<Called>;
}

export const createEngine = (
  words: readonly string[],
  client: ClientKind,
  env: NodeJS.ProcessEnv = process.env,
  callProgram: typeof call = call,
): Engine => ({
  words,
  client,
  env,
  call: (more, options) => callProgram([...words, ...more], { env, ...options }),
});

/** Words that can be pasted into a shell, with the client's own in front. */
export const wordsOf = (engine: Engine, words: readonly string[]): readonly string[] => [...engine.words, ...words];

/** What a call prints on standard output, or why it failed. */
export async function ask(engine: Engine, words: readonly string[], options?: CallOptions): Promise<Answer<string>> {
  const called = await engine.call(words, options);
  if (called.ended === 'exited' && called.code === 0) return answer(called.stdout);
  return { ok: false, fault: faultOf(wordsOf(engine, words), called) };
}

/** The JSON value that a call prints. */
export async function askJson(engine: Engine, words: readonly string[], options?: CallOptions): Promise<Answer<unknown>> {
  const printed = await ask(engine, words, options);
  if (!printed.ok) return printed;
  const value = parseJson(printed.value);
  return value === undefined ? { ok: false, fault: unreadable(wordsOf(engine, words)) } : answer(value);
}

/** The JSON values that a call prints in lines, or as an array. */
export async function askJsonLines(
  engine: Engine,
  words: readonly string[],
  options?: CallOptions,
): Promise<Answer<readonly unknown[]>> {
  const printed = await ask(engine, words, options);
  return printed.ok ? answer(parseJsonLines(printed.value)) : printed;
}

/** Names in one call: a command line has a length that the system allows. */
const atOnce = 100;

/**
 * What `inspect` says of each name. Names that are gone by now are left out: it prints what it found, and fails because of the others.
 */
export async function inspectAll(
  engine: Engine,
  words: readonly string[],
  names: readonly string[],
  options?: CallOptions,
): Promise<Answer<readonly unknown[]>> {
  const found: unknown[] = [];
  for (let start = 0; start < names.length; start += atOnce) {
    const all = [...words, ...names.slice(start, start + atOnce)];
    const called = await engine.call(all, options);
    const values = parseJson(called.stdout);
    const isWhole = called.ended === 'exited' && !called.truncated;
    if (isWhole && Array.isArray(values) && (called.code === 0 || isAbsent(called))) found.push(...values);
    else if (isWhole && called.code !== 0 && isAbsent(called)) continue;
    else if (called.ended === 'exited' && called.code === 0) return { ok: false, fault: unreadable(wordsOf(engine, words)) };
    else return { ok: false, fault: faultOf(wordsOf(engine, words), called) };
  }
  return answer(found);
}

const isAbsent = (called: Called): boolean => faultOf([], called).kind === 'absent';
