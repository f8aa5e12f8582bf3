import { outcome } from './linting';

const reported = (comment: string) => outcome('a.yaml', `${comment}\nfirst: 1\n`, ['first'], { wholeRun: false });

test.each([
  ['# cvl-disable-nextline docker/mounts', 'cvl-disable-nextline', 'cvl-disable-next-line'],
  ['# cvl-disable-next-lines docker/mounts', 'cvl-disable-next-lines', 'cvl-disable-next-line'],
  ['# cvl-disable_next_line docker/mounts', 'cvl-disable_next_line', 'cvl-disable-next-line'],
  ['# cvl disable-next-line docker/mounts', 'cvl disable-next-line', 'cvl-disable-next-line'],
  ['# cvl: disable docker/mounts', 'cvl: disable', 'cvl-disable'],
  ['# CVL-Disable-Line docker/mounts', 'CVL-Disable-Line', 'cvl-disable-line'],
  ['# cvl-diable-file', 'cvl-diable-file', 'cvl-disable-file'],
  ['# cvl-disabled', 'cvl-disabled', 'cvl-disable'],
  ['# cvl-disable=docker/mounts', 'cvl-disable=docker/mounts', 'cvl-disable'],
  ['# cvl-enabel', 'cvl-enabel', 'cvl-enable'],
])('a misspelled directive is found: %s', (comment, word, suggestion) => {
  const { kept, reported: said, reports } = reported(comment);
  expect(kept).toEqual(['first']);
  expect(said).toEqual([`syntax word "${word}"`]);
  expect(reports[0]?.data).toEqual({ text: word, suggestion });
});

test.each([
  '# cvl-docker is the name of an image',
  '# cvl-default: see the guide',
  '# cvl-disk-usage',
  '# the comment cvl-disable-next-line docker/mounts hides a finding',
  '# cvl export is another command, and so is cvl datasets',
  '# cvl-environment',
  '# cvl downloads the weights',
  '# cvl-data',
  '# cvl disable is no command',
  '# cvl-example-of-it',
])("a sentence isn't a directive: %s", (comment) => {
  expect(reported(comment)).toMatchObject({ kept: ['first'], reported: [] });
});

test.each([
  ['# cvl-disable-next-line docker/mounts until=2030-02-30', 'until=2030-02-30', 'date'],
  ['# cvl-disable-next-line docker/mounts until=soon', 'until=soon', 'date'],
  ['# cvl-disable-next-line docker/mounts til=2030-01-01', 'til=2030-01-01', 'option'],
  ['# cvl-disable-next-line docker/mounts because it is old', 'because it is old', 'prose'],
])('an unreadable part of a directive is reported, and the rest of it applies: %s', (comment, words, message) => {
  expect(reported(comment)).toMatchObject({ kept: [], reported: [`syntax ${message} "${words}"`] });
});

test.each([
  '#cvl-disable-next-line docker/mounts',
  '## cvl-disable-next-line docker/mounts --- a line of hyphens',
  '# cvl-disable-next-line: docker/mounts',
  '# cvl-disable-next-line docker/mounts,docker/rm --no blank before the reason',
  '# cvl-disable-next-line docker/mounts # noqa: E501',
  '# cvl-disable-next-line\tdocker/mounts  until=2030-01-01',
])('these spellings mean the same: %s', (comment) => {
  expect(reported(comment)).toMatchObject({ kept: [], reported: [] });
});

test('the reason is kept as written', () => {
  const text = '# cvl-disable-next-line docker/mounts -- agreed with A, B -- see #12: until=2020-01-01\nfirst: 1\n';
  const { hidden } = outcome('a.yaml', text, ['first']);
  expect(hidden).toEqual(['first']);
});
