import { type Builtin, unknownCommand } from '../../state/builtin';
import { isSymbolic } from '../../values/roots';
import { wordText } from '../../values/word';
import { filter, parseArguments, printed } from './filter';

/** `tr`. */
export const translate: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, '');
  const sets = parsed?.operands.map((word) => wordText(word)).map((text) => (text === undefined ? undefined : expandSet(text)));
  if (!parsed || !sets || sets.length === 0 || sets.some((set) => set === undefined)) {
    unknownCommand(shell, invocation, 'tr');
    return;
  }
  const [from, to] = sets as string[][];
  const complement = parsed.flags.has('c') || parsed.flags.has('C');
  const deletes = parsed.flags.has('d');
  const squeezed = parsed.flags.has('s') ? new Set(deletes || sets.length > 1 ? to : from) : undefined;
  const member = new Map(from!.map((character, index) => [character, to?.[Math.min(index, to.length - 1)]]));
  filter(shell, invocation, 'tr', [], (text) => {
    if (isSymbolic(text) && complement) return undefined;
    let output = '';
    for (const character of text) {
      const inside = member.has(character) !== complement;
      if (inside && deletes) continue;
      const next = !inside || !to || deletes ? character : complement ? to[to.length - 1]! : (member.get(character) ?? character);
      if (squeezed?.has(next) && output.endsWith(next) && (inside || sets.length === 1)) continue;
      output += next;
    }
    return printed(output);
  });
};

function expandSet(written: string): string[] | undefined {
  const text = written
    .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[letter]!)
    .replace(
      /\[:(\w+):\]/g,
      (whole, name: string) =>
        ({
          upper: 'A-Z',
          lower: 'a-z',
          digit: '0-9',
          alpha: 'A-Za-z',
          alnum: 'A-Za-z0-9',
          space: ' \t\n\r\f\v',
          blank: ' \t',
          punct: '!-/:-@[-`{-~',
        })[name] ?? whole,
    );
  if (text.includes('[:') || text.includes('[=')) return undefined;
  const characters: string[] = [];
  const all = [...text];
  for (let at = 0; at < all.length; at += 1) {
    if (all[at + 1] === '-' && at + 2 < all.length) {
      for (let code = all[at]!.codePointAt(0)!; code <= all[at + 2]!.codePointAt(0)! && characters.length < 2_000; code += 1)
        characters.push(String.fromCodePoint(code));
      at += 2;
    } else characters.push(all[at]!);
  }
  return characters;
}
