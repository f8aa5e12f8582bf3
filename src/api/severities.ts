import type { JsonSchema, Report, Severity } from './rule';

/** Severities of single messages, where they are not that of the rule: an option that rules share. */
export interface Severities {
  readonly severities: { readonly [messageId: string]: Severity };
}

export const severitiesSchema: JsonSchema = {
  type: 'object',
  description: 'severities of single messages, by message id',
  additionalProperties: { enum: ['error', 'warning', 'info'] },
};

/** The same reports, each with the severity that the options give its message. */
export function* withSeverities<Found extends Report>(reports: Iterable<Found>, { severities }: Severities): Generator<Found> {
  for (const report of reports) {
    const severity = severities[report.message];
    yield severity === undefined ? report : { ...report, severity };
  }
}
