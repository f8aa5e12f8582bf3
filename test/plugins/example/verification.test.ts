import unknownField from '../../../plugins/example/rules/unknown-field';
import verification from '../../../plugins/example/rules/verification';
import age from '../../../plugins/example/rules/verification-age';
import date from '../../../plugins/example/rules/verification-date';
import missing from '../../../plugins/example/rules/verification-record';
import status from '../../../plugins/example/rules/verification-status';
import { advised, report } from './report';

const record = (text: string): string => `verification: {${text}}\n`;

test.each([
  ['last_verified: 2024-02-30', 'badDate', '2024-02-30'],
  ['last_verified: 25-10-2024', 'badDate', '25-10-2024'],
  ['last_verified: 20241025', 'badDate', '20241025'],
  ['last_verified: 2999-01-01', 'future', '2999-01-01'],
  ['last_verified: ', 'noDate', 'verification'],
])('%s is not the day of a verification', async (text, message, word) => {
  expect(await report(date, record(text))).toEqual([[message, word]]);
});

test('a day may have begun elsewhere', async () => {
  expect(await report(date, record('last_verified: 2024-03-02'), { today: '2024-03-01' })).toEqual([]);
});

test('age is counted up to the day of the lint', async () => {
  const options = { options: { staleAfterDays: 30 }, today: '2024-03-01' };
  expect(await report(age, record('last_verified: 2024-01-31'), options)).toEqual([]);
  expect(await report(age, record('last_verified: 2024-01-30'), options)).toEqual([['stale', '2024-01-30']]);
});

test('a note outside the record is one finding, also if a record is required', async () => {
  const text = 'last_verification_note: fine\n';
  expect(await report(verification, text)).toEqual([['misplaced', 'last_verification_note']]);
  expect(await report(missing, text)).toEqual([]);
  expect(await report(unknownField, text)).toEqual([]);
});

test('a note outside the record and inside it is to be deleted', async () => {
  const text = `last_verification_note: fine\n${record('last_verified: 2024-01-01, last_verification_note: fine')}`;
  expect(await report(verification, text)).toEqual([['twice', 'last_verification_note']]);
});

test.each(['done', '[done]', ''])('a record that is %j is no mapping, and is not judged further', async (value) => {
  expect(await report(verification, `verification: ${value}\n`)).toHaveLength(1);
  for (const rule of [age, date, missing, status]) expect(await report(rule, `verification: ${value}\n`)).toEqual([]);
});

test('a date under another name is one finding', async () => {
  expect(await report(date, record('date: 2024-01-01'))).toEqual([]);
  expect(await report(unknownField, record('date: 2024-01-01'))).toEqual([['replaced', 'date']]);
  expect(await advised(unknownField, record('date: 2024-01-01'))).toEqual(['last_verified']);
});

test('a pack chooses the statuses', async () => {
  const options = { statuses: ['VERIFIED', 'PARTIAL'] };
  const text = record('status: UNVERIFIED, last_verified: 2024-01-01');
  expect(await report(status, text)).toEqual([]);
  expect(await report(status, text, { options })).toEqual([['status', 'UNVERIFIED']]);
  expect(await advised(status, text, { options })).toEqual(['PARTIAL']);
});
