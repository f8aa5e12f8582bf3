import type { JsonSchema, Report, Severity } from './rule';

/** An option that rules share: severities of single messages, which replace the rule's own. */
export interface Severities {
  readonly severities: { readonly [messageId: string]: Severity };
}

/** The schema of the option `severities`. */
export const severitiesSchema: JsonSchema = {
  type: 'object',
  description: 'Severities of single messages, by message id.',
  additionalProperties: { enum: ['error', 'warning', 'info'] },
};

/** Gives each report the severity that the options set for its message. */
export function* withSeverities<Found extends Report>(reports: Iterable<Found>, { severities }: Severities): Generator<Found> {
  for (const report of reports) {
    const severity = severities[report.message];
    yield severity === undefined ? report : { ...report, severity };
  }
}
