import { withRecord } from '../../../src/live/record/edit';

const record = { day: '2026-03-04', note: 'Verified "build" and train: all.', status: 'VERIFIED' as const };
const note = JSON.stringify(record.note);

test.each([
  [
    'is appended where there is none',
    'name: a\n',
    `name: a\nverification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\n`,
  ],
  [
    'is appended after a last line without a line break',
    'name: a',
    `name: a\nverification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\n`,
  ],
  [
    'keeps Windows line ends',
    'name: a\r\n',
    `name: a\r\nverification:\r\n  last_verified: 2026-03-04\r\n  last_verification_note: ${note}\r\n`,
  ],
  [
    'replaces values in place, with the quotes of the date and comments',
    `# head\nname: a # the name\nverification: # who\n  last_verified: "2020-01-01" # old\n  last_verification_note: old words # why\n\ntags: [b]\n`,
    `# head\nname: a # the name\nverification: # who\n  last_verified: "2026-03-04" # old\n  last_verification_note: ${note} # why\n\ntags: [b]\n`,
  ],
  [
    'replaces a block of text',
    `verification:\n    last_verified: 2020-01-01\n    last_verification_note: |\n      old\n      words\ntags: [b]\n`,
    `verification:\n    last_verified: 2026-03-04\n    last_verification_note: ${note}\ntags: [b]\n`,
  ],
  [
    'replaces a folded block at the end of a file with Windows line ends',
    `verification:\r\n  last_verified: 2020-01-01\r\n  last_verification_note: >\r\n    old\r\n    words\r\n`,
    `verification:\r\n  last_verified: 2026-03-04\r\n  last_verification_note: ${note}\r\n`,
  ],
  [
    'replaces a text of several lines in quotes',
    `verification:\n  last_verification_note: "old\n    words"\n  last_verified: 2020-01-01\n`,
    `verification:\n  last_verification_note: ${note}\n  last_verified: 2026-03-04\n`,
  ],
  [
    'adds a note after the date, and keeps other fields',
    `verification:\n  last_verified: 2020-01-01 # c\n  by: me\nname: a\n`,
    `verification:\n  last_verified: 2026-03-04 # c\n  last_verification_note: ${note}\n  by: me\nname: a\n`,
  ],
  [
    'adds a date in front of the first field',
    `verification:\n  last_verification_note: old\n`,
    `verification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\n`,
  ],
  [
    'changes a status that is there',
    `verification: {status: PARTIAL, last_verified: 2020-01-01}\n`,
    `verification: {status: VERIFIED, last_verified: 2026-03-04, last_verification_note: ${note}}\n`,
  ],
  [
    'fills an empty record',
    `verification:\nname: a\n`,
    `verification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\nname: a\n`,
  ],
  [
    'fills an empty mapping',
    `verification: {}\nname: a\n`,
    `verification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\nname: a\n`,
  ],
  [
    'is appended after a head that ends with three dashes, and before an end with a comment',
    `# head\n---\nname: a\n# tail\n... # end\n`,
    `# head\n---\nname: a\n# tail\nverification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\n... # end\n`,
  ],
  [
    'takes the place of a null',
    `verification: ~ # none\nname: a\n`,
    `verification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note} # none\nname: a\n`,
  ],
  [
    'goes into braces with a comma at their end',
    `verification: {last_verified: 2020-01-01, }\n`,
    `verification: {last_verified: 2026-03-04, last_verification_note: ${note}, }\n`,
  ],
  [
    'comes before the end of the document',
    `---\nname: a\n...\n`,
    `---\nname: a\nverification:\n  last_verified: 2026-03-04\n  last_verification_note: ${note}\n...\n`,
  ],
])('a record %s', (_, before, after) => {
  expect(withRecord(before, record)).toBe(after);
});

test.each([
  ['a list', '- a\n', 'not written as `key: value` lines'],
  ['braces', '{name: a}\n', 'not written as `key: value` lines'],
  ['a record that is a text', 'verification: yes, it works\n', 'no mapping'],
  ['broken YAML', 'name: [a\n', 'no valid YAML'],
  [
    'a date that another field repeats',
    'verification:\n  last_verified: &day 2020-01-01\n  since: *day\n',
    'does not fit into the way it is written',
  ],
  ['several documents', 'name: a\n---\nname: b\n', ''],
])('%s is refused', (_, text, words) => {
  expect(() => withRecord(text, record)).toThrow(words);
});

test('the same record again changes nothing', () => {
  const once = withRecord('name: a\nverification:\n  last_verified: 2020-01-01\n', record);
  expect(withRecord(once, record)).toBe(once);
});
