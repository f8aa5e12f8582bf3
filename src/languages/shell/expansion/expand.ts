import type { HereDocBody, Word as WordNode, WordPart } from 'unbash';
import type { Span } from '../../../text/span';
import { escapePattern } from '../patterns/pattern';
import { suppose } from '../state/branch';
import { limited, limitedWords } from '../state/limits';
import { type Scope, spanOf } from '../state/scope';
import { type Shell, spendStep } from '../state/shell';
import { fieldSeparators } from '../state/variables';
import type { ExpandedPattern } from '../values/chunk';
import type { Condition } from '../values/condition';
import { EMPTY, type Text } from '../values/text';
import { type Segment, UNKNOWN_MARK, type Word } from '../values/word';
import { evaluateArithmetic } from './arithmetic';
import { unfoldBraces } from './braces';
import type { Expansion } from './expansion';
import {
  addLiteral,
  addText,
  addWords,
  type Builder,
  type Field,
  fieldWord,
  joinedText,
  newBuilder,
  splitFields,
} from './fields';
import { globFields } from './glob';
import { addRaw, expandLiteral, type Quoting } from './literals';
import { expandParameter, parameterOf, simpleParameter } from './parameter';
import { processSubstitution, substitution } from './substitution';

/** The words that one written word gives after all expansions, word splitting and pathname expansion. */
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
  if (!word.parts && !scope.source.embedded && !/[\\~*?[\uF8FF]/.test(word.text))
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
  return globFields(shell, splitFields(shell, builder, fieldSeparators(shell)), span).map((field) =>
    trace(fieldWord(field, span), span),
  );
}

/** Notes on each segment that was written elsewhere that it came in through this word. */
function trace(word: Word, span: Span): Word {
  const away = (segment: Segment): boolean =>
    segment.span.file !== span.file || segment.span.start < span.start || segment.span.end > span.end;
  if (!word.segments.some(away)) return word;
  return { ...word, segments: word.segments.map((segment) => (away(segment) ? { ...segment, through: span } : segment)) };
}

/** The text of a word without splitting. `assignment` also expands `~` after `:`. */
export function expandText(shell: Shell, scope: Scope, word: WordNode, tilde: 'word' | 'assignment' | 'none' = 'word'): Text {
  spendStep(shell);
  const builder = newBuilder(spanOf(scope.source, word));
  expandParts(shell, scope, word, builder, 'none', tilde);
  return limited(shell, joinedText(builder), builder.span);
}

/** A word as a pattern: quoted characters are escaped, and each unknown piece is one mark. */
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

/** The text of a here-document. */
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

/** Expands parts as inside double quotes. */
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
    expandLiteral(shell, scope, { pos: word.pos, end: word.end }, builder, quoting, { tilde, first: true, last: true });
    return;
  }
  parts.forEach((part, index) => {
    if (part.type === 'Literal')
      expandLiteral(shell, scope, part, builder, quoting, { tilde, first: index === 0, last: index === parts.length - 1 });
    else expandPart(shell, scope, part, builder, quoting);
  });
}

function expandPart(shell: Shell, scope: Scope, part: WordPart, builder: Builder, quoting: Quoting): void {
  spendStep(shell, 0.2);
  const quoted = quoting !== 'none';
  switch (part.type) {
    case 'Literal':
      expandLiteral(shell, scope, part, builder, quoting, { tilde: 'none', first: false, last: false });
      return;
    case 'Glob':
      if (part.parts) expandBracket(shell, scope, part.parts, builder);
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

/** `[…]` that contains expansions. */
function expandBracket(shell: Shell, scope: Scope, parts: readonly WordPart[], builder: Builder): void {
  addLiteral(builder, { text: '[', span: builder.span }, false);
  for (const part of parts) expandPart(shell, scope, part, builder, 'none');
  addLiteral(builder, { text: ']', span: builder.span }, false);
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

/** Whether an expansion in quotes can give no word at all, as `"$@"` can. */
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

/** Expands something that is there only when the question holds, and supposes inside that it does. */
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
