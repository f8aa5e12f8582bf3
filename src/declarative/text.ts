import type { Environment } from './environment';
import { compileExpression, type Expression, type Mistake, type Outcome } from './expression';
import type { Facts } from './values';

const placeholder = /\{\{((?:(?!\{\{)[\s\S])+?)\}\}/g;

/** Messages are shown on one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Computes the text that replaces each expression of a message. */
export type Fill = (variables: Facts['variables']) => { readonly [expression: string]: string };

/** Compiles the expressions between `{{` and `}}` in a text. */
export function compileText(
  text: string,
  environment: Environment,
  variables: readonly string[],
): Fill | { readonly mistake: Mistake } {
  const expressions = new Map<string, Expression>();
  for (const match of text.matchAll(placeholder)) {
    const inner = (match[1] ?? '').trim();
    const start = match.index + match[0].indexOf(inner);
    const expression = compileExpression(inner, environment, variables);
    if ('mistake' in expression) {
      const { message, offset } = expression.mistake;
      return { mistake: { message, offset: start + offset } };
    }
    if (!/^(string|int|double|bool|dyn|null|list(<(string|int|double|bool|dyn)>)?)$/.test(expression.type)) {
      return { mistake: { message: `can't show a ${expression.type} as text. Use one of its fields`, offset: start } };
    }
    expressions.set(oneLine(inner), expression);
  }
  return (values) =>
    Object.fromEntries([...expressions].map(([inner, expression]) => [inner, write(expression.evaluate(values))]));
}

/** Longer values are cut, so that what a repository writes can't flood a report. In UTF-16 units. */
const longest = 200;

function write(outcome: Outcome): string {
  if (outcome.kind !== 'value') return outcome.kind === 'unknown' ? '…' : 'nothing';
  const text = words(outcome.value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function words(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.slice(0, 20).map(words).join(', ');
  return typeof value === 'object' ? '…' : String(value);
}
