import type { JsonSchema } from '../../schema/json-schema';
import { compileSchema } from '../../schema/validate';
import { type Evidence, evidenceFormat } from './evidence';

const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'number' };
const flag: JsonSchema = { type: 'boolean' };
const moment: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' };
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const oneOf = (...values: readonly string[]): JsonSchema => ({ enum: values });
const row = (items: readonly JsonSchema[]): JsonSchema => ({
  type: 'array',
  items,
  minItems: items.length,
  maxItems: items.length,
});
const object = (
  required: { readonly [key: string]: JsonSchema },
  optional: { readonly [key: string]: JsonSchema } = {},
): JsonSchema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

const problem = object({ severity: oneOf('error', 'warning', 'info'), check: text, message: text }, { place: text });
const curve = object({
  name: text,
  axis: oneOf('step', 'epoch', 'value', 'seconds'),
  points: list(row([number, { type: ['number', 'null'] }])),
});
const step = object(
  {
    step: text,
    verdict: oneOf('passed', 'failed', 'warning', 'unknown', 'skipped', 'interrupted'),
    seconds: number,
    summary: text,
    facts: list(row([text, text])),
    problems: list(problem),
    logs: list(text),
    curves: list(curve),
  },
  { stage: object({ kind: text, name: text }) },
);
const evidence = object(
  {
    format: { const: evidenceFormat },
    version: text,
    example: text,
    uncommitted: list(text),
    started: moment,
    ended: moment,
    verdict: oneOf('passed', 'failed', 'incomplete'),
    extent: object({
      quick: flag,
      clean: flag,
      twice: flag,
      variables: { type: 'object', additionalProperties: text },
      timeoutSeconds: number,
    }),
    machine: object({ gpus: list(object({ name: text, memoryMib: { type: ['number', 'null'] } })) }, { engine: text }),
    steps: list(step),
  },
  { metadata: text, commit: text, interrupted: text },
);

/** Evidence comes from other machines, so all of its form is checked. */
export const isEvidence = (value: unknown): value is Evidence => compileSchema(evidence)(value).length === 0;
