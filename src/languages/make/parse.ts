import type { SourceFile } from '../../text/span';

/** A range of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One assignment of a variable. */
interface Definition {
  readonly operator: string;
  readonly value: Range;
  /** It counts only under a condition or for a target, or its value isn't plain text. */
  readonly uncertain: boolean;
}

export interface Rule {
  /** As written, for example `train`. */
  readonly targets: Range;
  /** The lines of the recipe without the tab. A line that ends in a backslash is in one list with those that continue it. */
  readonly recipe: readonly (readonly Range[])[];
}

export interface Makefile {
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly rules: readonly Rule[];
  /** All lines of a recipe run in one shell. */
  readonly oneShell: boolean;
}

interface Line extends Range {
  readonly text: string;
}

interface Reading {
  readonly definitions: Map<string, Definition[]>;
  readonly rules: { readonly targets: Range; readonly recipe: Range[][] }[];
  conditions: number;
  oneShell: boolean;
}

/** Reads a makefile's variables and rules. What it includes, and what functions make, isn't read. Never throws. */
export function parseMakefile(file: SourceFile): Makefile {
  const reading: Reading = { definitions: new Map(), rules: [], conditions: 0, oneShell: false };
  const lines = linesOf(file.text);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    const next = endOfContinued(lines, at);
    const rule = reading.rules.at(-1);
    if (line.text.startsWith('\t') && rule) {
      rule.recipe.push(lines.slice(at, next).map(withoutTab));
      at = next;
    } else {
      const logical = { start: line.start, end: (lines[next - 1] as Line).end };
      const text = file.text.slice(logical.start, logical.end);
      at = readLine(reading, { ...logical, text }) === 'define' ? afterDefine(lines, next) : next;
    }
  }
  return reading;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = text.charAt(next - 1) === '\r' && next > start ? next - 1 : next;
    lines.push({ start, end, text: text.slice(start, end) });
    start = next + 1;
  }
  return lines;
}

/** The index after a line and those that continue it. */
function endOfContinued(lines: readonly Line[], at: number): number {
  let next = at;
  while (next < lines.length && isContinued((lines[next] as Line).text)) next += 1;
  return Math.min(next + 1, lines.length);
}

function isContinued(text: string): boolean {
  let slashes = 0;
  while (text.charAt(text.length - 1 - slashes) === '\\') slashes += 1;
  return slashes % 2 === 1;
}

const withoutTab = ({ start, end, text }: Line): Range => ({ start: start + (text.startsWith('\t') ? 1 : 0), end });

function afterDefine(lines: readonly Line[], from: number): number {
  const end = lines.findIndex(({ text }, index) => index >= from && /^\s*endef\b/.test(text));
  return end < 0 ? lines.length : end + 1;
}

/** Reads a line that isn't of a recipe. Returns `define` if it starts a definition of several lines. */
function readLine(reading: Reading, line: Line): 'define' | undefined {
  const { text } = line;
  const [, directive] = /^ *(ifeq|ifneq|ifdef|ifndef|endif|define|\.ONESHELL)\b/.exec(text) ?? [];
  if (directive === 'endif') reading.conditions = Math.max(0, reading.conditions - 1);
  else if (directive === 'define') {
    define(reading, /define\s+([^\s=:?+]+)/.exec(text)?.[1] ?? '', '=', line, true);
    return 'define';
  } else if (directive === '.ONESHELL') reading.oneShell = true;
  else if (directive !== undefined) reading.conditions += 1;
  else if (!readAssignment(reading, line, 0, false)) readRule(reading, line);
  return undefined;
}

const assignment = /^[ ]*(?:(?:export|override|private)[ \t]+)*([\w.-]+)[ \t]*(::?:?=|[?+!]?=)[ \t]*/;

function readAssignment(reading: Reading, { start, text }: Line, from: number, forTarget: boolean): boolean {
  const found = assignment.exec(text.slice(from));
  if (!found) return false;
  const [whole, name = '', operator = '='] = found;
  const value = start + from + whole.length;
  const written = text.slice(from + whole.length).replace(/(?:^|[ \t])#.*$/s, '');
  define(reading, name, operator, { start: value, end: value + written.trimEnd().length }, forTarget || operator === '!=');
  return true;
}

function define({ definitions, conditions }: Reading, name: string, operator: string, { start, end }: Range, uncertain: boolean) {
  const all = definitions.get(name) ?? [];
  all.push({ operator, value: { start, end }, uncertain: uncertain || conditions > 0 });
  definitions.set(name, all);
}

function readRule(reading: Reading, line: Line): void {
  const { start, text } = line;
  const [targets] = /^[^\s#:][^:#=]*(?=:)/.exec(text) ?? [];
  if (targets === undefined) return;
  const colon = targets.length + (text.charAt(targets.length + 1) === ':' ? 2 : 1);
  if (readAssignment(reading, line, colon + (/^[ \t]*/.exec(text.slice(colon))?.[0].length ?? 0), true)) return;
  const recipe: Range[][] = [];
  const semicolon = text.indexOf(';', colon);
  if (semicolon >= 0 && !text.slice(0, semicolon).includes('#')) {
    recipe.push([{ start: start + semicolon + 1, end: line.end }]);
  }
  reading.rules.push({ targets: { start, end: start + targets.trimEnd().length }, recipe });
}
