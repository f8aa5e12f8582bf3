import { defineRule } from '../../../src/api';
import { placeInRecord, recordOf } from '../verification';
import { choiceInWords } from '../words';

interface Options {
  readonly statuses: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'verification-status',
  scope: 'metadata',
  docs: {
    summary: 'The status of a verification is one of the agreed words',
    why: 'People and tools find examples by the status of their verification, and miss those with other words.',
    bad: [{ wrong: '`ok` is not one of the words.', sample: 'verification: {status: ok, last_verified: 2025-10-25}\n' }],
    good: 'verification: {status: VERIFIED, last_verified: 2025-10-25}\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { statuses: { type: 'array', items: { type: 'string' }, description: 'allowed words for `status`' } },
    },
    tables: { statuses: 'metadata.verification.statuses' },
  },
  messages: { status: 'Tools don\'t know the status "{{value}}". Write {{statuses}}.' },
  *check(metadata, { options: { statuses } }) {
    const value = recordOf(metadata)?.['status'];
    if (typeof value !== 'string' || statuses.includes(value)) return;
    const data = { value, statuses: choiceInWords(statuses.map((word) => `\`${word}\``)) };
    yield { message: 'status', data, at: placeInRecord(metadata, 'status') };
  },
});
