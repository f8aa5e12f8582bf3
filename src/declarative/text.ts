import type { Environment } from './environment';
import { compileExpression, type Expression, type Mistake, type Outcome } from './expression';
import type { Facts } from './values';

const placeholder = /\{\{\s*([\s\S]+?)\s*\}\}/g;

/** Messages are written in one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a message puts in for its expressions: expression → text. */
export type Fill = (variables: Facts['variables']) => { readonly [expression: string]: string };

/** The expressions in a text between `{{` and `}}`. */
export function compileText(
  text: string,
  environment: Environment,
  variables: readonly string[],
): Fill | { readonly mistake: Mistake } {
  const expressions = new Map<string, Expression>();
  for (const match of text.matchAll(placeholder)) {
    const inner = match[1] ?? '';
    const start = match.index + match[0].indexOf(inner);
    const expression = compileExpression(inner, environment, variables);
    if ('mistake' in expression) {
      const { message, offset } = expression.mistake;
      return { mistake: { message, offset: start + offset } };
    }
    if (!/^(string|int|double|bool|dyn|null|list(<(string|int|double|bool|dyn)>)?)$/.test(expression.type)) {
      return { mistake: { message: `cannot write a ${expression.type} into a text: name one of its fields`, offset: start } };
    }
    expressions.set(oneLine(inner), expression);
  }
  return (values) =>
    Object.fromEntries([...expressions].map(([inner, expression]) => [inner, write(expression.evaluate(values))]));
}

/** No message is longer for what a repository writes into its files. */
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
