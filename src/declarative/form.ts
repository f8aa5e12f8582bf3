import type { Severity } from '../api/rule';
import type { JsonSchema } from '../schema/json-schema';
import { type Subject, subjectNames } from './vocabulary';

/** A rule that is stated, not programmed: an entry of `checks`. */
export interface CheckForm {
  readonly on: Subject;
  /** CEL; reported unless it is true. One of the two is given. */
  readonly require?: string;
  /** CEL; reported where it is true. */
  readonly forbid?: string;
  /** CEL; the check is about targets for which this is true. */
  readonly where?: string;
  /** CEL; a list, each entry of which is looked at as `item`. */
  readonly each?: string;
  /** Text with CEL in `{{ }}`. */
  readonly message: string;
  /** CEL; the value to point at. */
  readonly at?: string;
  readonly summary?: string;
  readonly why?: string;
  readonly severity?: Severity | 'off';
}

const expression = (description: string) => ({ type: 'string', minLength: 1, description, title: 'an expression in CEL' });

export const checkSchema: JsonSchema = {
  type: 'object',
  required: ['on', 'message'],
  additionalProperties: false,
  properties: {
    on: { enum: subjectNames, description: 'What the rule looks at.' },
    require: expression('What must hold: the rule reports where it does not.'),
    forbid: expression('What must not hold: the rule reports where it does.'),
    where: expression('Only where this holds; left out, always.'),
    each: expression('A list: each of its entries is looked at, by the name `item`.'),
    message: {
      type: 'string',
      minLength: 1,
      description: 'What is wrong and what to write instead; expressions in {{ }} are filled in.',
    },
    at: expression('The value to point at; left out, what the condition asks for first.'),
    summary: { type: 'string', minLength: 1, description: 'One line for `cvl rules`; left out, the message.' },
    why: { type: 'string', minLength: 1, description: 'What goes wrong otherwise, in Markdown.' },
    severity: { enum: ['off', 'info', 'warning', 'error'], description: 'How serious a finding is; left out, error.' },
  },
};

/** Whether a value has the form of a check, as far as compiling it goes: what else is wrong is told by the schema. */
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
