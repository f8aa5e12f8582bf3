import { defineRule, type Span } from '../../../src/api';

/** What to do about the parser's problems, by their codes. */
const advice: { readonly [code: string]: string } = {
  TAG_RESOLVE_FAILED: 'metadata is plain data, so a reader refuses the tag or ignores it; delete the tag',
  MULTIPLE_DOCS: 'move it to a file of its own, or delete the `---`',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the entries of one level alike, and close every bracket',
  MISSING_CHAR: 'quote the text, or complete what is missing',
  BAD_COLLECTION_TYPE: 'begin all entries of one level alike',
};

/** These leave the rest of the file as its author meant it. */
const isHarmless: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

const reasons = {
  missing: 'the link leads nowhere, or out of the repository; put the file itself here',
  'a folder': 'it is a folder; write a file of that name',
  'not text': 'it is not text; save it as UTF-8',
  'too large': 'it is too large; metadata takes a few lines',
  'not permitted': 'you are not permitted to read it; run `chmod u+r` on it',
} as const;

export default defineRule({
  name: 'syntax',
  scope: 'metadata',
  docs: {
    summary: 'The metadata file is a readable YAML mapping',
    why: 'A runner that cannot read the metadata drops the example without a word, or fails for every command. Of two equal keys one wins silently.',
    bad: [
      'name: demo\npresets:\n  build: {script: build.sh\n',
      'name: demo\nname: other\n',
      '- name: demo\n',
      '',
      'name: !!python/name:os.system demo\n',
    ],
    good: 'name: demo\ncapability: perception/object_detection\n',
    references: ['https://yaml.org/spec/1.2.2/'],
  },
  messages: {
    unreadable: 'the metadata cannot be read, so the example is not listed: {{reason}}',
    broken: 'not readable as YAML: {{problem}}{{advice}}',
    colon: 'not readable as YAML: `{{key}}: ` inside the text begins another key; put the whole text in quotes',
    deeper:
      'not readable as YAML: `{{key}}` is indented deeper than the key above it, which has a value already; indent the two alike',
    duplicate: 'the key {{key}} is written twice on one level, and which value counts depends on the reader; delete one',
    empty:
      'the metadata is empty, so the example cannot be listed or run; write at least `name`, `capability`, `stability` and `presets`',
    top: 'the metadata is {{what}}, but readers expect a mapping; write `name: …` and the other fields at the top level',
  },
  *check(metadata) {
    const { yaml, repository, path } = metadata;
    const reason = repository.unreadable(path);
    if (reason) {
      yield { message: 'unreadable', data: { reason: reasons[reason] }, at: { file: path } };
      return;
    }
    // After the first fault that breaks the structure, the parser's other complaints are guesses.
    const first = yaml.problems.find(({ code }) => !isHarmless.has(code));
    for (const problem of yaml.problems) {
      if (problem !== first && !isHarmless.has(problem.code)) continue;
      if (problem.code === 'DUPLICATE_KEY') {
        const key = yaml.file.text.slice(problem.span.start, problem.span.end);
        yield { message: 'duplicate', data: { key }, at: problem.span };
        continue;
      }
      const nested = problem.code === 'BLOCK_AS_IMPLICIT_KEY' ? nestedKey(yaml.file.text, problem.span) : undefined;
      if (nested) {
        yield { message: nested.message, data: { key: nested.key }, at: { ...problem.span, ...nested.place } };
        continue;
      }
      const hint = advice[problem.code];
      const data = { problem: problem.message.replace(/\.$/, ''), advice: hint ? `; ${hint}` : '' };
      yield { message: 'broken', data, at: problem.span };
    }
    if (first || metadata.data !== undefined) return;
    const { value } = yaml;
    if (value === undefined || value === null) yield { message: 'empty', at: { file: path } };
    else yield { message: 'top', data: { what: Array.isArray(value) ? 'a list' : 'a single value' }, at: yaml.nearestSpan([]) };
  },
});

/** What the parser calls a nested mapping: a colon in a text without quotes, or a line that is indented deeper than its neighbours. */
function nestedKey(
  text: string,
  { start }: Span,
): { message: 'colon' | 'deeper'; key: string; place: Omit<Span, 'file'> } | undefined {
  const end = (text.indexOf('\n', start) + text.length + 1) % (text.length + 1);
  const inside = /(?<!\S)(\S+):(?=\s)/.exec(text.slice(start, end));
  if (inside)
    return { message: 'colon', key: inside[1]!, place: { start, end: start + text.slice(start, end).trimEnd().length } };
  const below = /^\n[ \t]*([\w-]+):/.exec(text.slice(end, end + 200));
  if (!below) return undefined;
  const at = end + below[0].length - 1 - below[1]!.length;
  return { message: 'deeper', key: below[1]!, place: { start: at, end: at + below[1]!.length } };
}
