import { limited, TooSlow, timeLimitMs } from './time-limit';

/** A regular expression of a configuration. Throws TooSlow where it takes longer than a second: anybody can write one that never ends. */
export interface ConfiguredPattern {
  test(text: string): boolean;
  exec(text: string): RegExpExecArray | null;
}

interface Compiled {
  readonly name: string;
  readonly regexp: RegExp;
  /** The most steps that it may take in a text of a length. */
  readonly steps: (length: number) => number;
  /** It was too slow once, and isn't tried again. */
  failure?: TooSlow;
}

const known = new Map<string, Compiled>();

/** Compiles a regular expression that a configuration, a pack, or a table gives. Throws SyntaxError where it isn't one. */
export function configuredPattern(source: string, flags = ''): ConfiguredPattern {
  const compiled = compile(source, flags);
  return {
    test: (text) => run([compiled], text, () => compiled.regexp.test(text)),
    exec: (text) => run([compiled], text, () => compiled.regexp.exec(text)),
  };
}

/** The index of the first of some patterns that a text has, or -1. They have the second together. */
export function firstMatch(sources: readonly string[], text: string): number {
  const patterns = sources.map((source) => compile(source, ''));
  return run(patterns, text, (enter) =>
    patterns.findIndex((pattern) => {
      enter(pattern);
      return pattern.regexp.test(text);
    }),
  );
}

function compile(source: string, flags: string): Compiled {
  const name = `/${source}/${flags}`;
  const compiled = known.get(name) ?? { name, regexp: new RegExp(source, flags), steps: stepsOf(source) };
  known.set(name, compiled);
  return compiled;
}

/** What takes fewer steps than this ends in milliseconds. */
const fewSteps = 1_000_000;

/**
 * From each place of a text, a pattern goes two ways at each `?` and `|`, and as many as there are places at each repeated character.
 * Nothing is known where a group is repeated, because what is repeated in it multiplies.
 */
function stepsOf(source: string): (length: number) => number {
  if (/\)[*+{]/.test(source)) return () => Number.POSITIVE_INFINITY;
  const ways = 2 ** (source.match(/[?|]/g)?.length ?? 0);
  const repeats = source.match(/[*+{]/g)?.length ?? 0;
  return (length) => ways * (length + 1) ** (repeats + 1);
}

function run<Value>(patterns: readonly Compiled[], text: string, act: (enter: (pattern: Compiled) => void) => Value): Value {
  const failure = patterns.find((pattern) => pattern.failure)?.failure;
  if (failure) throw failure;
  let current = patterns[0];
  const enter = (pattern: Compiled): void => {
    current = pattern;
  };
  if (patterns.every(({ steps }) => steps(text.length) <= fewSteps)) return act(enter);
  try {
    return limited(() => act(enter));
  } catch (error) {
    if (!(error instanceof TooSlow) || !current) throw error;
    throw (current.failure = new TooSlow(
      `The regular expression ${current.name} of the configuration takes longer than ${timeLimitMs / 1000} s. Write one that doesn't repeat what is repeated in it or beside it.`,
    ));
  }
}
