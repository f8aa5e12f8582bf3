import { defineRule } from '../../../src/api';
import { daysBetween, placeInRecord, recordFields, recordOf } from '../verification';

const own: ReadonlySet<string> = new Set(recordFields);

export default defineRule({
  name: 'verification-date',
  scope: 'metadata',
  docs: {
    summary: 'A verification record has the day of the verification',
    why: 'Without a day, no one can tell how old a verification is. A date that does not exist never gets old.',
    bad: [
      { wrong: 'There is no day.', sample: 'verification: {last_verification_note: Runs on a T4}\n' },
      { wrong: 'February has no 30th day.', sample: 'verification: {last_verified: 2026-02-30}\n' },
      { wrong: 'This is not a date.', sample: 'verification: {last_verified: yesterday}\n' },
      { wrong: 'The day is in the future.', sample: 'verification: {last_verified: 2099-01-01}\n' },
    ],
    good: 'verification: {last_verified: 2025-10-25}\n',
  },
  messages: {
    noDate: 'The verification has no date, so no one can tell how old it is. Add `last_verified: YYYY-MM-DD`.',
    badDate: '"{{value}}" isn\'t a date. Write the day of the verification as `YYYY-MM-DD`.',
    future: '"{{value}}" is in the future. Write the day of the verification.',
  },
  *check(metadata, { today }) {
    const { data, yaml } = metadata;
    const record = recordOf(metadata);
    if (!record) return;
    const value = record['last_verified'];
    const at = placeInRecord(metadata, 'last_verified');
    if (value === undefined || value === null) {
      const hasOther = Object.keys(record).some((key) => !own.has(key) && /date|verif|^day$/.test(key));
      // Other rules report a day under another name, or beside the record.
      if (!hasOther && !('last_verified' in (data ?? {}))) yield { message: 'noDate', at: yaml.keySpan(['verification']) ?? at };
      return;
    }
    const days = daysBetween(value, today);
    if (days === undefined) yield { message: 'badDate', data: { value: String(value) }, at };
    // A day may have begun elsewhere.
    else if (days < -1) yield { message: 'future', data: { value: String(value) }, at };
  },
});
