import { defineRule, placeOf } from '../../../src/api';
import { isMapping } from '../mapping';
import { recordFields, recordOf } from '../verification';

export default defineRule({
  name: 'verification',
  scope: 'metadata',
  docs: {
    summary: 'A verification record is a mapping, and all of it is inside `verification`',
    why: 'The record says whether an example still works. Tools do not read a note beside `verification` rather than in it.',
    bad: [
      { wrong: 'The note is outside.', sample: 'last_verification_note: Verified on a T4\n' },
      {
        wrong: 'The day is written twice.',
        sample: `last_verified: 2025-10-24
verification:
  last_verified: 2025-10-25
`,
      },
      { wrong: 'The record is a single word.', sample: 'verification: done\n' },
    ],
    good: `verification:
  last_verified: 2025-10-25
  last_verification_note: Built and trained for one epoch on a T4 (16 GB)
`,
  },
  messages: {
    misplaced: '"{{field}}" is outside "verification", so tools don\'t find it. Indent it below `verification:`.',
    twice: '"{{field}}" is also inside "verification", where tools look for it. Delete this one.',
    notMapping: '"verification" must be a mapping, but it\'s {{what}}. Write `last_verified: {{today}}` and a note below it.',
  },
  *check(metadata, { today }) {
    const { data = {}, yaml } = metadata;
    const record = recordOf(metadata);
    for (const field of recordFields) {
      if (!(field in data)) continue;
      const message = record && field in record ? 'twice' : 'misplaced';
      yield { message, data: { field }, at: yaml.keySpan([field]) ?? yaml.nearestSpan([field]) };
    }
    const value = data['verification'];
    if (value === undefined || isMapping(value)) return;
    const what = Array.isArray(value) ? 'a list' : value === null ? 'empty' : 'a single value';
    yield { message: 'notMapping', data: { what, today }, at: placeOf(yaml, ['verification']) };
  },
});
