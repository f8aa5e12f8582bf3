import { limited, TooSlow, timeLimitMs } from './time-limit';

/** A regular expression of a configuration. Throws TooSlow where it takes longer than a second: anybody can write one that never ends. */
export interface ConfiguredPattern {
  test(text: string): boolean;
  exec(text: string): RegExpExecArray | null;
}

interface Compiled {
  readonly name: string;
  readonly regexp: RegExp;
  readonly isQuick: boolean;
  /** It was too slow once, and isn't tried again. */
  failure?: TooSlow;
}

const known = new Map<string, Compiled>();

/** Compiles a regular expression that a configuration, a pack, or a table gives. Throws SyntaxError where it isn't one. */
export function configuredPattern(source: string, flags = ''): ConfiguredPattern {
  const compiled = compile(source, flags);
  return {
    test: (text) => run([compiled], () => compiled.regexp.test(text)),
    exec: (text) => run([compiled], () => compiled.regexp.exec(text)),
  };
}

/** The index of the first of some patterns that a text has, or -1. They have the second together. */
export function firstMatch(sources: readonly string[], text: string): number {
  const patterns = sources.map((source) => compile(source, ''));
  return run(patterns, (enter) =>
    patterns.findIndex((pattern) => {
      enter(pattern);
      return pattern.regexp.test(text);
    }),
  );
}

function compile(source: string, flags: string): Compiled {
  const name = `/${source}/${flags}`;
  const compiled = known.get(name) ?? { name, regexp: new RegExp(source, flags), isQuick: takesFewSteps(source) };
  known.set(name, compiled);
  return compiled;
}

/** Without repeats, a pattern goes a bounded number of ways from each place of a text. */
const takesFewSteps = (source: string): boolean => !/[*+{]/.test(source) && (source.match(/[?|]/g)?.length ?? 0) <= 10;

function run<Value>(patterns: readonly Compiled[], act: (enter: (pattern: Compiled) => void) => Value): Value {
  const failure = patterns.find((pattern) => pattern.failure)?.failure;
  if (failure) throw failure;
  let current = patterns[0];
  const enter = (pattern: Compiled): void => {
    current = pattern;
  };
  if (patterns.every(({ isQuick }) => isQuick)) return act(enter);
  try {
    return limited(() => act(enter));
  } catch (error) {
    if (!(error instanceof TooSlow) || !current) throw error;
    throw (current.failure = new TooSlow(
      `The regular expression ${current.name} of the configuration takes longer than ${timeLimitMs / 1000} s. Write one that doesn't repeat what is repeated in it or beside it.`,
    ));
  }
}
