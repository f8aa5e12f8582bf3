import type { Span } from '../../../text/span';
import { arithmeticNumber } from '../expansion/arithmetic';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import { type Truth, uncertain } from '../state/truth';
import { describeText, isDefault, known, outsideName, type Text } from '../values/text';

export const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

const comparisonWords: Record<string, [string, string]> = {
  '-eq': ['is', 'is not'],
  '-ne': ['is not', 'is'],
  '-lt': ['is less than', 'is at least'],
  '-le': ['is at most', 'is more than'],
  '-gt': ['is more than', 'is at most'],
  '-ge': ['is at least', 'is less than'],
};

/** `-eq`, `-lt` and the like. */
export function numericTest(shell: Shell, scope: Scope, operator: string, left: Text, right: Text, span: Span): Truth {
  const [a, b] = [left, right].map((text) => arithmeticNumber(shell, scope, text, span)) as [
    number | undefined,
    number | undefined,
  ];
  const outcome = a === undefined || b === undefined ? undefined : comparisons[operator]!(a, b);
  if (outcome !== undefined && ![...left, ...right].some(isDefault)) return outcome;
  if (outcome === undefined && known(left) !== undefined && known(right) !== undefined) return false;
  const [yes, no] = comparisonWords[operator]!;
  const [shownLeft, shownRight] = [describeText(left) || "''", describeText(right) || "''"];
  const name = outsideName(left) ?? outsideName(right);
  const whole = name === '@';
  return uncertain({
    key: `${operator}:${shownLeft}:${shownRight}${name === undefined ? `@${span.file}:${span.start}` : ''}`,
    yes: whole ? `the number of arguments ${yes} ${shownRight}` : `${shownLeft} ${yes} ${shownRight}`,
    no: whole ? `the number of arguments ${no} ${shownRight}` : `${shownLeft} ${no} ${shownRight}`,
    span,
    name,
    ...(outcome !== undefined && { likely: outcome }),
  });
}
