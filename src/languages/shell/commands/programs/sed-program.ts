import type { Effort } from '../../patterns/effort';
import { type Expression, fromBasic, parseRegex } from '../../patterns/regex';
import { matchRegex } from '../../patterns/regex-match';

/**
 * One command of the subset of sed that scripts use to edit a value: `s`, `d`, `p` and `q`, with line numbers, `$` and
 * expressions as addresses.
 */
interface SedCommand {
  readonly address: SedAddress | undefined;
  readonly end: SedAddress | undefined;
  readonly negated: boolean;
  readonly name: string;
  readonly expression?: Expression;
  readonly replacement?: string;
  readonly all?: boolean;
  readonly nth?: number;
  readonly prints?: boolean;
}

type SedAddress = { readonly line: number } | { readonly last: true } | { readonly expression: Expression };

/** Undefined where the program uses a command that isn't evaluated. */
export function parseSed(code: string, extended: boolean): SedCommand[] | undefined {
  const commands: SedCommand[] = [];
  const state = { at: 0 };
  const regex = (source: string, flags = ''): Expression | undefined =>
    parseRegex(extended ? source : fromBasic(source), { ignoreCase: flags.includes('I') || flags.includes('i') });
  while (state.at < code.length) {
    if (/[\s;]/.test(code[state.at]!)) {
      state.at += 1;
      continue;
    }
    const address = parseAddress(code, state, regex);
    if (address === null) return undefined;
    let end: SedAddress | undefined;
    if (address && code[state.at] === ',') {
      state.at += 1;
      const second = parseAddress(code, state, regex);
      if (!second) return undefined;
      end = second;
    }
    while (code[state.at] === ' ') state.at += 1;
    const negated = code[state.at] === '!';
    if (negated) state.at += 1;
    const name = code[state.at];
    state.at += 1;
    if (name === 's') {
      const parts = parseSubstitution(code, state);
      if (!parts) return undefined;
      const expression = regex(parts.pattern, parts.flags);
      if (!expression || /[ewm]/.test(parts.flags)) return undefined;
      const nth = Number(/\d+/.exec(parts.flags)?.[0] ?? 1);
      commands.push({
        address,
        end,
        negated,
        name,
        expression,
        replacement: parts.replacement,
        all: parts.flags.includes('g'),
        nth,
        prints: parts.flags.includes('p'),
      });
    } else if (name === 'd' || name === 'p' || name === 'q') commands.push({ address, end, negated, name });
    else return undefined;
  }
  return commands;
}

function parseAddress(
  code: string,
  state: { at: number },
  regex: (source: string) => Expression | undefined,
): SedAddress | undefined | null {
  const number = /^\d+/.exec(code.slice(state.at, state.at + 12));
  if (number) {
    state.at += number[0].length;
    return { line: Number(number[0]) };
  }
  if (code[state.at] === '$') {
    state.at += 1;
    return { last: true };
  }
  if (code[state.at] !== '/') return undefined;
  const end = delimited(code, state.at + 1, '/');
  if (end === undefined) return null;
  const expression = regex(code.slice(state.at + 1, end).replace(/\\\//g, '/'));
  state.at = end + 1;
  return expression ? { expression } : null;
}

function delimited(code: string, from: number, delimiter: string): number | undefined {
  for (let at = from; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1;
    else if (code[at] === delimiter) return at;
  }
  return undefined;
}

function parseSubstitution(
  code: string,
  state: { at: number },
): { pattern: string; replacement: string; flags: string } | undefined {
  const delimiter = code[state.at]!;
  const middle = delimited(code, state.at + 1, delimiter);
  const end = middle === undefined ? undefined : delimited(code, middle + 1, delimiter);
  if (middle === undefined || end === undefined || /[\\\n]/.test(delimiter)) return undefined;
  const flags = /^[a-zA-Z\d]*/.exec(code.slice(end + 1))![0];
  const plain = (text: string): string => text.split(`\\${delimiter}`).join(delimiter);
  const pattern = plain(code.slice(state.at + 1, middle));
  state.at = end + 1 + flags.length;
  return { pattern, replacement: plain(code.slice(middle + 1, end)), flags };
}

/** Undefined where it would take too long. */
export function runSed(commands: readonly SedCommand[], text: string, quiet: boolean, effort: Effort): string | undefined {
  const ended = text.endsWith('\n');
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const open = new Set<SedCommand>();
  let output = '';
  for (let index = 0; index < lines.length; index += 1) {
    let line = lines[index]!;
    let deleted = false;
    let quits = false;
    for (const command of commands) {
      const applies = selects(command, line, index + 1, index === lines.length - 1, open, effort);
      if (applies === undefined) return undefined;
      if (!applies) continue;
      if (command.name === 'd') deleted = true;
      else if (command.name === 'p') output += `${line}\n`;
      else if (command.name === 'q') quits = true;
      else {
        const changed = substitute(command, line, effort);
        if (changed === undefined) return undefined;
        if (changed !== line && command.prints) output += `${changed}\n`;
        line = changed;
      }
      if (deleted || quits) break;
    }
    if (!deleted && !quiet) output += `${line}\n`;
    if (quits) break;
  }
  return ended || output === '' ? output : output.slice(0, -1);
}

function selects(
  command: SedCommand,
  line: string,
  number: number,
  last: boolean,
  open: Set<SedCommand>,
  effort: Effort,
): boolean | undefined {
  const { address, end, negated } = command;
  if (!address) return true;
  const meets = (one: SedAddress): boolean | undefined => {
    if ('line' in one) return one.line === number;
    if ('last' in one) return last;
    const match = matchRegex(one.expression, line, effort);
    return match === undefined ? undefined : match !== null;
  };
  let inside: boolean | undefined;
  if (end && open.has(command)) {
    inside = true;
    const stop = 'line' in end ? number >= end.line : meets(end);
    if (stop) open.delete(command);
  } else {
    inside = meets(address);
    if (inside && end && !('line' in end && end.line <= number)) open.add(command);
  }
  return inside === undefined ? undefined : inside !== negated;
}

function substitute(command: SedCommand, line: string, effort: Effort): string | undefined {
  let output = '';
  let at = 0;
  let count = 0;
  while (at <= line.length) {
    const match = matchRegex(command.expression!, line, effort, at);
    if (match === undefined) return undefined;
    if (match === null) break;
    count += 1;
    output += line.slice(at, match.start);
    if (count >= (command.nth ?? 1)) output += replacementOf(command.replacement!, match.groups);
    else output += line.slice(match.start, match.end);
    if (match.end > match.start) at = match.end;
    else {
      output += line.slice(match.end, match.end + 1);
      at = match.end + 1;
    }
    if (!command.all && count >= (command.nth ?? 1)) break;
    if (output.length > 1_000_000) return undefined;
  }
  return output + line.slice(at);
}

const replacementOf = (replacement: string, groups: readonly (string | undefined)[]): string =>
  replacement.replace(/\\(\d)|\\n|\\([\s\S])|&/g, (whole, digit: string | undefined, escaped: string | undefined) => {
    if (digit !== undefined) return groups[Number(digit)] ?? '';
    if (whole === '\\n') return '\n';
    return escaped ?? groups[0] ?? '';
  });
