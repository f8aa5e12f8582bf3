import type { Report, Severity } from '../../src/api';

/** Severities of single messages, where they are not that of the rule. */
export interface Severities {
  readonly severities: { readonly [messageId: string]: Severity };
}

export const severitiesSchema = {
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
