import type { Word as WordNode, WordPart } from 'unbash';
import { type Scope, type Source, spanOf } from '../state/scope';
import { reachLimit, type Shell } from '../state/shell';

/** The largest number of words that one brace expression may give. */
const MAX_WORDS = 5_000;

/**
 * Expands the braces of a word as written and leaves its quotes and other expansions. Undefined where there would be too many
 * words.
 */
function expandBraces(text: string, depth = 0): string[] | undefined {
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] !== '{') continue;
    const choices = choicesAt(text, at);
    if (!choices) continue;
    if (depth > 40) return undefined;
    const rest = expandBraces(text.slice(choices.end), depth + 1);
    if (!rest) return undefined;
    const prefix = text.slice(0, at);
    const heads: string[] = [];
    for (const choice of choices.texts) {
      const inner = choices.list ? expandBraces(choice, depth + 1) : [choice];
      if (!inner) return undefined;
      heads.push(...inner);
      if (heads.length * rest.length > MAX_WORDS) return undefined;
    }
    return heads.flatMap((head) => rest.map((tail) => prefix + head + tail));
  }
  return [text];
}

function choicesAt(text: string, open: number): { texts: string[]; end: number; list: boolean } | undefined {
  const commas: number[] = [];
  let depth = 0;
  let at = open + 1;
  for (; at < text.length; at = skip(text, at)) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}' && depth === 0) break;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 0) commas.push(at);
  }
  if (at >= text.length) return undefined;
  const end = at + 1;
  if (commas.length === 0) {
    const texts = sequence(text.slice(open + 1, at));
    return texts && { texts, end, list: false };
  }
  const bounds = [open, ...commas, at];
  return { texts: bounds.slice(1).map((bound, index) => text.slice(bounds[index]! + 1, bound)), end, list: true };
}

function sequence(text: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers) {
    const [from, to] = [Number(numbers[1]), Number(numbers[2])];
    const padded = [numbers[1]!, numbers[2]!].some((part) => /^-?0\d/.test(part));
    const width = padded ? Math.max(numbers[1]!.length, numbers[2]!.length) : 0;
    return steps(from, to, Number(numbers[3] ?? 1))?.map((value) => pad(value, width));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!letters) return undefined;
  return steps(letters[1]!.charCodeAt(0), letters[2]!.charCodeAt(0), Number(letters[3] ?? 1))?.map((code) =>
    String.fromCharCode(code),
  );
}

function steps(from: number, to: number, by: number): number[] | undefined {
  const size = Math.abs(by) || 1;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || Math.abs(to - from) / size > MAX_WORDS) return undefined;
  const values: number[] = [];
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? size : -size) values.push(value);
  return values;
}

const pad = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');

/** The offset after the character at `at`, or after the quoted text or expansion that starts there. */
function skip(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at + 2;
  if (character === "'") return after(text, text.indexOf("'", at + 1));
  if (character === '"' || character === '`') return skipQuoted(text, at, character);
  if (character === '$' && text[at + 1] === '{') return skipNested(text, at + 2, '{', '}');
  if (character === '$' && text[at + 1] === '(') return skipNested(text, at + 2, '(', ')');
  if (character === '$' && text[at + 1] === "'") return skipQuoted(text, at + 1, "'");
  return at + 1;
}

const after = (text: string, found: number): number => (found < 0 ? text.length : found + 1);

function skipQuoted(text: string, open: number, quote: string): number {
  let at = open + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === '\\') at += 2;
    else if (quote === '"' && text[at] === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) at = skip(text, at);
    else at += 1;
  }
  return Math.min(at + 1, text.length);
}

function skipNested(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  let at = from;
  while (at < text.length) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
    at = text[at] === open || text[at] === close ? at + 1 : skip(text, at);
  }
  return text.length;
}

/** The words that a word with braces stands for. Undefined where it has no brace expansion. */
export function unfoldBraces(shell: Shell, scope: Scope, word: WordNode): { words: WordNode[]; source: Source } | undefined {
  const texts = expandBraces(word.text);
  if (!texts) {
    reachLimit(shell, 'A brace expression gives more words than the evaluator keeps.');
    return undefined;
  }
  if (texts.length === 1 && texts[0] === word.text) return undefined;
  const text = `_ ${texts.join(' ')}`;
  const command = shell.setting.parse(text).commands[0]?.command;
  if (command?.type !== 'Command') return undefined;
  const words = command.suffix.filter((part): part is WordNode => part.type === 'Word');
  return { words: words.map(withoutBraces), source: { file: scope.source.file, text, place: spanOf(scope.source, word) } };
}

/** Braces that are left after brace expansion are literal. */
function withoutBraces(word: WordNode): WordNode {
  if (!word.parts?.some((part) => part.type === 'BraceExpansion')) return word;
  const parts = word.parts.map((part) =>
    part.type === 'BraceExpansion' ? ({ ...part, type: 'Literal', value: part.text } as const) : part,
  );
  return { type: 'Word', text: word.text, value: word.value, pos: word.pos, end: word.end, parts: parts as readonly WordPart[] };
}
