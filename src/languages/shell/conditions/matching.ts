import type { Word as WordNode } from 'unbash';
import type { Span } from '../../../text/span';
import { expandPattern } from '../expansion/expand';
import { hasPatternCharacters, matchesPattern, unescapePattern } from '../patterns/pattern';
import { answer, demandKnown } from '../state/branch';
import type { Question } from '../state/question';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import { either, type Truth, uncertain } from '../state/truth';
import type { ExpandedPattern } from '../values/chunk';
import { isSymbolic, showRoots } from '../values/roots';
import { certain, describeText, known, likelyText, outsideName, type Text } from '../values/text';

/** Whether a text matches any of the patterns of one `case` item. */
export function matchCase(shell: Shell, scope: Scope, patterns: readonly WordNode[], text: Text, span: Span): Truth {
  let truth: Truth = false;
  for (const word of patterns) {
    truth = either(truth, matchText(shell, text, expandPattern(shell, scope, word), span));
    if (truth === true) return true;
  }
  if (typeof truth === 'boolean') return truth;
  const settled = answer(shell, truth.question);
  return settled === undefined ? truth : settled === truth.holds;
}

type PatternText = Omit<ExpandedPattern, 'chunks'>;

/** Whether a text matches a pattern, for `case` and `[[ == ]]`. With a quoted pattern also for `=`. */
export function matchText(shell: Shell, text: Text, expected: PatternText, span: Span): Truth {
  const { pattern } = expected;
  if (/^\*+$/.test(pattern)) return true;
  const options = { ignoreCase: shell.state.shopt.has('nocasematch') };
  demandKnown(
    shell,
    [...text, ...expected.text].filter((segment) => segment.unknown?.reason === 'choice'),
  );
  const value = certain(text);
  const isCertain = expected.whole && certain(expected.text) !== undefined;
  if (value !== undefined && isCertain) {
    const matched = matchesPattern(pattern, value, shell.effort, options);
    if (matched === true) return true;
    if (matched === false && (!isSymbolic(value) || sameRoot(value, pattern)) && (!isSymbolic(pattern) || isSymbolic(value)))
      return false;
    return uncertain(matchQuestion(text, expected, span, undefined));
  }
  if (isCertain && !hasPatternCharacters(pattern) && cannotBe(text, unescapePattern(pattern))) return false;
  const likely = likelyText(text);
  const other = likelyText(expected.text);
  const outcome =
    likely === undefined || other === undefined || isSymbolic(likely)
      ? undefined
      : matchesPattern(expected.whole ? pattern : other, likely, shell.effort, options);
  const question = matchQuestion(text, expected, span, outcome);
  const settled = settledByPresence(shell, text, pattern);
  return settled ?? uncertain(question);
}

/** A text matches the empty pattern if its variable is unset, which may be settled already. */
function settledByPresence(shell: Shell, text: Text, pattern: string): Truth | undefined {
  const name = text.length === 1 ? outsideName(text) : undefined;
  const fact = name === undefined ? undefined : shell.state.facts.get(`nonempty:${name}`);
  if (pattern === '' && fact !== undefined && text[0]!.text === null) return !fact;
  return undefined;
}

const sameRoot = (a: string, b: string): boolean => isSymbolic(b) && a.slice(0, 24) === b.slice(0, 24);

/** Whether the known beginning or end of a text already excludes a word. */
function cannotBe(text: Text, word: string): boolean {
  const first = text[0];
  const last = text[text.length - 1];
  const certainText = (segment: typeof first): string =>
    segment && segment.text !== null && segment.defaultOf === undefined ? segment.text : '';
  return !word.startsWith(certainText(first)) || !word.endsWith(certainText(last));
}

function matchQuestion(text: Text, expected: PatternText, span: Span, likely: boolean | undefined): Question {
  const shown = showRoots(describeText(text)) || "''";
  const pattern = showRoots(expected.whole ? unescapePattern(expected.pattern) : describeText(expected.text)) || "''";
  const plain = !hasPatternCharacters(expected.pattern);
  const origin =
    known(text) === undefined && outsideName(text) === undefined ? `@${text[0]?.span.file}:${text[0]?.span.start}` : '';
  return {
    key: `match:${shown}:${pattern}${origin}`,
    yes: plain ? `${shown} is ${pattern}` : `${shown} matches ${pattern}`,
    no: plain ? `${shown} is not ${pattern}` : `${shown} does not match ${pattern}`,
    span,
    name: outsideName(text) ?? outsideName(expected.text),
    ...(likely !== undefined && { likely }),
  };
}
