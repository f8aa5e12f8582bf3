import { defineRule } from '../../../src/api';
import { recordFields } from '../verification';

export default defineRule({
  name: 'verification-record',
  scope: 'metadata',
  docs: {
    summary: 'An example has a verification record',
    why: 'Without a record, no one can tell whether the example ever worked, or on which hardware.',
    bad: [{ wrong: 'There is no record.', sample: 'name: demo\n' }],
    good: 'verification: {last_verified: 2025-10-25, last_verification_note: Trained for one epoch on a T4}\n',
  },
  messages: {
    missing:
      'There is no verification record. Once the example has been built and run, add `verification: {last_verified: {{today}}, last_verification_note: …}`.',
  },
  *check({ data, yaml }, { today }) {
    // `example/verification` reports a record outside `verification`.
    const isThere = !data || data['verification'] !== undefined || recordFields.some((field) => field in data);
    if (!isThere) yield { message: 'missing', data: { today }, at: yaml.nearestSpan(['verification']) };
  },
});
