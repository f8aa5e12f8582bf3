const classes: Record<string, RegExp> = {
  alpha: /\p{L}/u,
  digit: /[0-9]/,
  alnum: /[\p{L}0-9]/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  word: /\w/,
  cntrl: /[\0-\x1f\x7f]/,
  print: /[^\0-\x1f\x7f]/,
  graph: /[^\0-\x20\x7f]/,
};

/** Reads the bracket expression at an offset. Undefined where it isn't closed. */
export function parseSet(source: string, at: number): { matches: (character: string) => boolean; end: number } | undefined {
  let index = at + 1;
  const negated = source[index] === '!' || source[index] === '^';
  if (negated) index += 1;
  const first = index;
  const tests: ((character: string) => boolean)[] = [];
  for (;;) {
    const character = source[index];
    if (character === undefined) return undefined;
    if (character === ']' && index > first) break;
    const named = /^\[:(\w+):\]/.exec(source.slice(index, index + 12));
    if (named && classes[named[1]!]) {
      const expression = classes[named[1]!]!;
      tests.push((candidate) => expression.test(candidate));
      index += named[0].length;
      continue;
    }
    const low = readSetCharacter(source, index);
    if (source[low.end] === '-' && source[low.end + 1] !== ']' && source[low.end + 1] !== undefined) {
      const high = readSetCharacter(source, low.end + 1);
      tests.push((candidate) => candidate >= low.character && candidate <= high.character);
      index = high.end;
    } else {
      tests.push((candidate) => candidate === low.character);
      index = low.end;
    }
  }
  return { matches: (character) => tests.some((test) => test(character)) !== negated, end: index + 1 };
}

function readSetCharacter(source: string, at: number): { character: string; end: number } {
  if (source[at] === '\\' && at + 1 < source.length) return { character: source[at + 1]!, end: at + 2 };
  return { character: source[at]!, end: at + 1 };
}
