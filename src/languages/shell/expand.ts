import type { CommandExpansionPart, HereDocBody, ProcessSubstitutionPart, Word as WordNode, WordPart } from 'unbash';
import { evaluateArithmetic } from './arithmetic';
import { expandBraces } from './brace';
import {
  addLiteral,
  addText,
  addWords,
  type Builder,
  type Chunk,
  type Field,
  fieldWord,
  joinedText,
  newBuilder,
  splitFields,
} from './fields';
import { globFields } from './glob';
import { suppose } from './join';
import { limited, limitedWords } from './limits';
import { type Expansion, expandParameter, parameterOf, simpleParameter } from './parameter';
import { escapePattern } from './pattern';
import { type Scope, type Shell, type Source, spanOf, spendStep } from './state';
import { substitute } from './subshell';
import { EMPTY, known, type Text } from './text';
import { find } from './variables';
import { type Condition, type Segment, UNKNOWN_MARK, type Word } from './word';

type Quoting = 'none' | 'double' | 'operand' | 'document';

/** The words that one word as written gives: all expansions, splitting, pathnames. */
export function expandFields(shell: Shell, scope: Scope, word: WordNode): Word[] {
  spendStep(shell);
  if (word.parts?.some((part) => part.type === 'BraceExpansion')) {
    const unfolded = unfoldBraces(shell, scope, word);
    if (unfolded) {
      const inner = { ...scope, source: unfolded.source };
      return limitedWords(
        shell,
        unfolded.words.flatMap((one) => expandFields(shell, inner, one)),
      );
    }
  }
  const span = spanOf(scope.source, word);
  if (!word.parts && !/[\\~*?[]/.test(word.text))
    return word.text === '' ? [] : [{ segments: [{ text: word.text, span }], span }];
  const builder = newBuilder(span);
  expandParts(shell, scope, word, builder, 'none', 'word');
  if (builder.finished.length === 0 && builder.current.chunks.every((chunk) => chunk.quoted)) {
    const { current } = builder;
    if (current.chunks.length === 0 && !current.quoted) return [];
    const word = trace(fieldWord(current, span), span);
    const segments = limited(shell, word.segments, span);
    return [segments === word.segments ? word : { ...word, segments }];
  }
  return globFields(shell, splitFields(shell, builder, separators(shell)), span).map((field) =>
    trace(fieldWord(field, span), span),
  );
}

/** Notes the expansion in this word that a text came in by. */
function trace(word: Word, span: Span): Word {
  const away = (segment: Segment): boolean =>
    segment.span.file !== span.file || segment.span.start < span.start || segment.span.end > span.end;
  if (!word.segments.some(away)) return word;
  return { ...word, segments: word.segments.map((segment) => (away(segment) ? { ...segment, through: span } : segment)) };
}

type Span = ReturnType<typeof spanOf>;

function separators(shell: Shell): string {
  const found = find(shell, 'IFS');
  if (found === undefined || found === 'unknown') return ' \t\n';
  return known(found.elements[0]?.value ?? EMPTY) ?? ' \t\n';
}

/** The text of a word where no splitting is done. `assignment` also expands `~` after `:`. */
export function expandText(shell: Shell, scope: Scope, word: WordNode, tilde: 'word' | 'assignment' | 'none' = 'word'): Text {
  spendStep(shell);
  const builder = newBuilder(spanOf(scope.source, word));
  expandParts(shell, scope, word, builder, 'none', tilde);
  return limited(shell, joinedText(builder), builder.span);
}

export interface ExpandedPattern {
  readonly pattern: string;
  readonly text: Text;
  /** All of it is known. */
  readonly whole: boolean;
  readonly chunks: readonly Chunk[];
}

/** A word as a pattern: quoted characters with a backslash before them, unknown pieces as one mark. */
export function expandPattern(shell: Shell, scope: Scope, word: WordNode): ExpandedPattern {
  const builder = newBuilder(spanOf(scope.source, word));
  expandParts(shell, scope, word, builder, 'none', 'word');
  const fields: Field[] = [...builder.finished, builder.current];
  const chunks = fields.flatMap((field) => field.chunks);
  const pattern = chunks
    .map(({ segment, quoted }) => (segment.text === null ? UNKNOWN_MARK : quoted ? escapePattern(segment.text) : segment.text))
    .join('');
  const text = chunks.map((chunk) => chunk.segment);
  return { pattern, text, whole: text.every((segment) => segment.text !== null), chunks };
}

export function expandDocument(shell: Shell, scope: Scope, body: HereDocBody, quoted: boolean, stripTabs: boolean): Text {
  const raw = scope.source.text.slice(body.pos, body.end);
  const strip = (text: string, atLineStart: boolean): string =>
    stripTabs ? (atLineStart ? text.replace(/^\t+/, '') : text).replace(/\n\t+/g, '\n') : text;
  if (quoted || !body.parts) {
    if (quoted) return raw === '' ? EMPTY : [{ text: strip(body.text, true), span: spanOf(scope.source, body) }];
    const builder = newBuilder(spanOf(scope.source, body));
    addRaw(builder, scope.source, body.pos, strip(body.text, true), 'document', stripTabs);
    return joinedText(builder);
  }
  const builder = newBuilder(spanOf(scope.source, body));
  for (const part of body.parts) {
    if (part.type === 'Literal') {
      const text = strip(scope.source.text.slice(part.pos, part.end), part.pos === body.pos);
      addRaw(builder, scope.source, part.pos, text, 'document', stripTabs);
    } else expandPart(shell, scope, part, builder, 'document');
  }
  return limited(shell, joinedText(builder), builder.span);
}

/** Text given as an arithmetic expression or to `eval`-like builtins: expanded as inside double quotes. */
export function expandQuoted(shell: Shell, scope: Scope, parts: readonly WordPart[], span: Span): Text {
  const builder = newBuilder(span);
  for (const part of parts) expandPart(shell, scope, part, builder, 'double');
  return limited(shell, joinedText(builder), builder.span);
}

function expandParts(
  shell: Shell,
  scope: Scope,
  word: WordNode,
  builder: Builder,
  quoting: Quoting,
  tilde: 'word' | 'assignment' | 'none',
): void {
  const { parts } = word;
  if (!parts) {
    expandLiteral(shell, scope, { pos: word.pos, end: word.end }, builder, quoting, tilde, true, true);
    return;
  }
  parts.forEach((part, index) => {
    if (part.type === 'Literal')
      expandLiteral(shell, scope, part, builder, quoting, tilde, index === 0, index === parts.length - 1);
    else expandPart(shell, scope, part, builder, quoting);
  });
}

function expandLiteral(
  shell: Shell,
  scope: Scope,
  node: { readonly pos: number; readonly end: number },
  builder: Builder,
  quoting: Quoting,
  tilde: 'word' | 'assignment' | 'none',
  first: boolean,
  last: boolean,
): void {
  const raw = scope.source.text.slice(node.pos, node.end);
  if (quoting === 'none' && tilde !== 'none' && raw.includes('~')) {
    let at = 0;
    for (const found of tildes(raw, tilde, first, last)) {
      addRaw(builder, scope.source, node.pos + at, raw.slice(at, found.start), quoting);
      const home = tildeText(shell, scope, raw.slice(found.start, found.end), node.pos + found.start);
      addText(builder, home, true, false);
      at = found.end;
    }
    addRaw(builder, scope.source, node.pos + at, raw.slice(at), quoting);
    return;
  }
  addRaw(builder, scope.source, node.pos, raw, quoting);
}

/** Where a `~` stands for a folder: at the beginning, in an assignment also after `:`. A word that looks like an assignment is read as one. */
function tildes(raw: string, tilde: 'word' | 'assignment', first: boolean, last: boolean): { start: number; end: number }[] {
  const name = tilde === 'word' && first ? /^[A-Za-z_]\w*\+?=/.exec(raw)?.[0].length : undefined;
  const offset = name ?? 0;
  const found: { start: number; end: number }[] = [];
  const expression = tilde === 'assignment' || name !== undefined ? /(^|:)(~[+-]?)(?=[/:]|$)/g : /(^)(~[+-]?)(?=\/|$)/g;
  for (const match of raw.slice(offset).matchAll(expression)) {
    const start = offset + match.index + match[1]!.length;
    const end = start + match[2]!.length;
    if (start === 0 && !first) continue;
    if (end === raw.length && !last) continue;
    found.push({ start, end });
  }
  return found;
}

function tildeText(shell: Shell, scope: Scope, written: string, pos: number): Text {
  const span = spanOf(scope.source, { pos, end: pos + written.length });
  const name = written === '~+' ? 'PWD' : written === '~-' ? 'OLDPWD' : 'HOME';
  const found = find(shell, name);
  const value = found === 'unknown' || found === undefined ? undefined : found.elements[0]?.value;
  return value ? value.map((segment) => (segment.text === null ? segment : { ...segment, span })) : [{ text: written, span }];
}

const escapable: Record<Quoting, RegExp | undefined> = {
  none: undefined,
  double: /[$`"\\\n]/,
  operand: /[$`"\\\n}]/,
  document: /[$`\\\n]/,
};

/** Adds text as written, with its backslashes resolved; each stretch without one keeps its own place. */
function addRaw(builder: Builder, source: Source, pos: number, raw: string, quoting: Quoting, shifted = false): void {
  const quoted = quoting !== 'none';
  const place = (start: number, end: number): Span =>
    shifted ? builder.span : spanOf(source, { pos: pos + start, end: pos + end });
  if (!raw.includes('\\')) {
    if (raw !== '') addLiteral(builder, { text: raw, span: place(0, raw.length) }, quoted);
    return;
  }
  let from = 0;
  const flush = (to: number): void => {
    if (to > from) addLiteral(builder, { text: raw.slice(from, to), span: place(from, to) }, quoted);
  };
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at)) {
    const next = raw[at + 1];
    if (next === undefined || (escapable[quoting] && !escapable[quoting].test(next))) {
      at += 1;
      continue;
    }
    flush(at);
    if (next !== '\n') {
      const segment = { text: next, span: place(at, at + 2) };
      addText(builder, [segment], true, false);
    }
    at += 2;
    from = at;
  }
  flush(raw.length);
}

function expandPart(shell: Shell, scope: Scope, part: WordPart, builder: Builder, quoting: Quoting): void {
  spendStep(shell, 0.2);
  const quoted = quoting !== 'none';
  switch (part.type) {
    case 'Literal':
      expandLiteral(shell, scope, part, builder, quoting, 'none', false, false);
      return;
    case 'Glob':
      if (part.parts) for (const inner of bracketParts(part)) expandBracket(shell, scope, inner, builder);
      else addLiteral(builder, { text: part.text, span: spanOf(scope.source, part) }, quoted);
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted': {
      const [open, close] = part.type === 'SingleQuoted' ? [1, 1] : [2, 1];
      const span = spanOf(scope.source, { pos: part.pos + open, end: part.end - close });
      builder.current.quoted = true;
      if (part.value !== '') addText(builder, [{ text: part.value, span }], true, false);
      return;
    }
    case 'DoubleQuoted':
    case 'LocaleString':
      expandDoubleQuoted(shell, scope, part.parts, builder);
      return;
    case 'SimpleExpansion':
      addExpansion(shell, scope, builder, quoting, expandParameter(shell, scope, simpleParameter(part, scope.source), quoted));
      return;
    case 'ParameterExpansion':
      addExpansion(shell, scope, builder, quoting, expandParameter(shell, scope, parameterOf(part, scope.source), quoted));
      return;
    case 'CommandExpansion':
      addText(builder, substitution(shell, scope, part), quoted, !quoted);
      return;
    case 'ArithmeticExpansion':
      addText(builder, evaluateArithmetic(shell, scope, part.expression, spanOf(scope.source, part)), quoted, !quoted);
      return;
    case 'ProcessSubstitution':
      addText(builder, processSubstitution(shell, scope, part), true, false);
      return;
    case 'ExtendedGlob':
      addLiteral(builder, { text: extendedPattern(shell, scope, part), span: spanOf(scope.source, part) }, quoted);
      return;
    case 'BraceExpansion':
      if (part.parts) {
        addRaw(builder, scope.source, part.pos, '{', quoting);
        for (const inner of part.parts) expandPart(shell, scope, inner, builder, quoting);
        addRaw(builder, scope.source, part.end - 1, '}', quoting);
      } else addRaw(builder, scope.source, part.pos, part.text, quoting);
      return;
  }
}

const bracketParts = (part: {
  readonly pos: number;
  readonly end: number;
  readonly parts?: readonly WordPart[] | undefined;
}): (WordPart | string)[] => {
  const inner = part.parts ?? [];
  return ['[', ...inner, ']'];
};

function expandBracket(shell: Shell, scope: Scope, inner: WordPart | string, builder: Builder): void {
  if (typeof inner === 'string') addLiteral(builder, { text: inner, span: builder.span }, false);
  else expandPart(shell, scope, inner, builder, 'none');
}

function extendedPattern(
  shell: Shell,
  scope: Scope,
  part: { readonly operator: string; readonly pattern: string; readonly parts?: readonly WordPart[] | undefined },
): string {
  if (!part.parts) return `${part.operator}(${part.pattern})`;
  const builder = newBuilder({ file: scope.source.file, start: 0, end: 0 });
  for (const inner of part.parts) expandPart(shell, scope, inner, builder, 'none');
  const body = builder.current.chunks
    .map(({ segment, quoted }) => (segment.text === null ? UNKNOWN_MARK : quoted ? escapePattern(segment.text) : segment.text))
    .join('');
  return `${part.operator}(${body})`;
}

function expandDoubleQuoted(shell: Shell, scope: Scope, parts: readonly WordPart[], builder: Builder): void {
  const before = builder.current;
  const count = before.chunks.length;
  let lists = 0;
  for (const part of parts) {
    const field = builder.current;
    const chunks = field.chunks.length;
    expandPart(shell, scope, part, builder, 'double');
    if (builder.current === field && field.chunks.length === chunks && !field.quoted && isList(part)) lists += 1;
  }
  const nothing = parts.length > 0 && lists === parts.length && builder.current === before && before.chunks.length === count;
  if (!nothing && !(builder.current.many || builder.current.when)) builder.current.quoted = true;
}

/** Whether an expansion in quotes can give no word at all, as "$@" does. */
function isList(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  if (part.type !== 'ParameterExpansion') return false;
  const operand = part.operation?.type === 'Default' ? part.operation.operand.parts : undefined;
  return part.parameter === '@' || part.index?.text === '@' || (operand?.some(isQuotedList) ?? false);
}

const isQuotedList = (part: WordPart): boolean =>
  isList(part) || (part.type === 'DoubleQuoted' && part.parts.length > 0 && part.parts.every(isList));

function addExpansion(shell: Shell, scope: Scope, builder: Builder, quoting: Quoting, expansion: Expansion): void {
  const quoted = quoting !== 'none';
  if (expansion.kind === 'text') {
    addText(builder, expansion.text, quoted, !quoted);
    return;
  }
  if (expansion.kind === 'words') {
    if (expansion.separator !== undefined) builder.separator = expansion.separator;
    addWords(builder, expansion.words, quoted);
    return;
  }
  const { when, defaultOf, splitLiterals } = builder;
  const inner = { ...scope, source: expansion.source };
  const run = (): void => {
    expandParts(
      shell,
      inner,
      expansion.operand,
      builder,
      quoting === 'none' ? 'none' : 'operand',
      quoting === 'none' ? 'word' : 'none',
    );
  };
  if (expansion.defaultOf !== undefined) builder.defaultOf = expansion.defaultOf;
  builder.splitLiterals = quoting === 'none';
  const chunks = builder.current.chunks.length;
  const field = builder.current;
  if (expansion.question) under(shell, builder, expansion.question, run);
  else run();
  if (expansion.defaultOf !== undefined && builder.current === field && field.chunks.length === chunks)
    addText(builder, EMPTY, quoted, !quoted);
  Object.assign(builder, { when, defaultOf, splitLiterals });
}

/** What is expanded here is there only when the question holds; inside, it holds. */
function under(
  shell: Shell,
  builder: Builder,
  question: NonNullable<Extract<Expansion, { kind: 'operand' }>['question']>,
  run: () => void,
): void {
  const { facts, when } = shell.state;
  suppose(shell, question, true);
  const added: readonly Condition[] = shell.state.when.slice(when.length);
  builder.when = [...(builder.when ?? []), ...added];
  run();
  shell.state.facts = facts;
  shell.state.when = when;
}

function substitution(shell: Shell, scope: Scope, part: CommandExpansionPart): Text {
  if (!part.script) return EMPTY;
  const place = spanOf(scope.source, part);
  const source: Source =
    part.script.source === undefined ? scope.source : { file: scope.source.file, text: part.script.source, place };
  return substitute(shell, { ...scope, source, substitution: place }, part.script);
}

function processSubstitution(shell: Shell, scope: Scope, part: ProcessSubstitutionPart): Text {
  if (part.script) substitute(shell, { ...scope, substitution: spanOf(scope.source, part) }, part.script);
  return [{ text: '/dev/fd/63', span: spanOf(scope.source, part) }];
}

function unfoldBraces(shell: Shell, scope: Scope, word: WordNode): { words: WordNode[]; source: Source } | undefined {
  const texts = expandBraces(word.text);
  if (!texts) {
    shell.incomplete.add('a brace expression gave more words than the evaluator keeps');
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
