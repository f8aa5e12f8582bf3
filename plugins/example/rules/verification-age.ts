import { defineRule } from '../../../src/api';
import { daysBetween, placeInRecord, recordOf } from '../verification';

interface Options {
  readonly staleAfterDays: number;
}

export default defineRule<'metadata', Options>({
  name: 'verification-age',
  scope: 'metadata',
  docs: {
    summary: 'The last verification is not too old',
    why: 'Libraries, images, and drivers change, so an example that worked long ago may no longer work.',
    bad: [{ wrong: 'The verification is years old.', sample: 'verification: {last_verified: 2020-01-31}\n' }],
    good: 'verification: {last_verified: 2025-10-25}\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        staleAfterDays: { type: 'integer', minimum: 1, description: 'the age in days from which a record is reported' },
      },
    },
    tables: { staleAfterDays: 'metadata.verification.staleAfterDays' },
  },
  messages: {
    stale: 'The example was last verified {{days}} days ago, more than {{limit}}. Verify it again, and update `last_verified`.',
  },
  *check(metadata, { options: { staleAfterDays: limit }, today }) {
    const days = daysBetween(recordOf(metadata)?.['last_verified'], today);
    if (days !== undefined && days > limit)
      yield { message: 'stale', data: { days, limit }, at: placeInRecord(metadata, 'last_verified') };
  },
});
