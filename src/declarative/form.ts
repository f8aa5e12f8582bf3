import type { Severity } from '../api/rule';
import type { JsonSchema } from '../schema/json-schema';
import { type Subject, subjectNames } from './vocabulary';

/** A rule without code: an entry of `checks`. Either `require` or `forbid` is given. */
export interface CheckForm {
  readonly on: Subject;
  /** CEL. A finding unless it's true. */
  readonly require?: string;
  /** CEL. A finding if it's true. */
  readonly forbid?: string;
  /** CEL. The check skips targets for which it isn't true. */
  readonly where?: string;
  /** CEL. A list whose entries are checked one by one, as `item`. */
  readonly each?: string;
  /** Text with CEL in `{{ }}`. */
  readonly message: string;
  /** CEL. The value to point at. */
  readonly at?: string;
  readonly summary?: string;
  readonly why?: string;
  readonly severity?: Severity | 'off';
}

const expression = (description: string) => ({ type: 'string', minLength: 1, description, title: 'a CEL expression' });

export const checkSchema: JsonSchema = {
  type: 'object',
  required: ['on', 'message'],
  additionalProperties: false,
  properties: {
    on: { enum: subjectNames, description: 'What the rule checks.' },
    require: expression("What must be true. The rule reports a finding if it isn't."),
    forbid: expression('What must not be true. The rule reports a finding if it is.'),
    where: expression('When the check applies. Default: always.'),
    each: expression('A list. Each entry is checked, as `item`.'),
    message: {
      type: 'string',
      minLength: 1,
      description: 'What is wrong and what to write instead. Expressions in {{ }} are replaced by their values.',
    },
    at: expression('The value to point at. Default: the first value that the condition uses.'),
    summary: { type: 'string', minLength: 1, description: 'One line for `cvl rules`. Default: the message.' },
    why: { type: 'string', minLength: 1, description: 'What goes wrong otherwise, in Markdown.' },
    severity: { enum: ['off', 'info', 'warning', 'error'], description: 'How serious a finding is. Default: error.' },
  },
};

/** Whether a check can be compiled. The schema reports whatever else is wrong with its form. */
export function isCheck(value: unknown): value is CheckForm {
  if (typeof value !== 'object' || value === null) return false;
  const form = value as { readonly [key: string]: unknown };
  const texts = ['require', 'forbid', 'where', 'each', 'at', 'summary', 'why'];
  return (
    subjectNames.includes(form['on'] as Subject) &&
    typeof form['message'] === 'string' &&
    texts.every((key) => form[key] === undefined || (typeof form[key] === 'string' && form[key] !== ''))
  );
}
