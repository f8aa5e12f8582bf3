import { defineRule, type Report, type Span } from '../../../src/api';
import { breaksStructure, type YamlProblem } from '../yaml-problems';

type Message = 'tag' | 'documents' | 'tab' | 'bracket' | 'quote' | 'indentation' | 'incomplete' | 'broken' | 'colon' | 'deeper';

/** Messages for the parser's problems, by their codes. */
const messageFor: { readonly [code: string]: Message } = {
  TAG_RESOLVE_FAILED: 'tag',
  MULTIPLE_DOCS: 'documents',
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indentation',
  MISSING_CHAR: 'incomplete',
  BAD_COLLECTION_TYPE: 'tag',
};

export default defineRule<'metadata', Record<string, never>, Message>({
  name: 'syntax',
  scope: 'metadata',
  docs: {
    summary: 'The metadata is valid YAML',
    why: 'A runner that cannot parse the metadata silently drops the example, or fails for every command.',
    bad: [
      {
        wrong: 'The bracket is not closed.',
        sample: `name: demo
presets:
  build: {script: build.sh
`,
      },
      { wrong: 'The quote is not closed.', sample: 'name: "demo\n' },
      { wrong: 'A comma is missing.', sample: 'tags: ["a" "b"]\n' },
      {
        wrong: 'The two presets are indented differently.',
        sample: `presets:
    a: {}
  b: {}
`,
      },
      { wrong: 'The second colon begins another key.', sample: 'description: fast: and small\n' },
      {
        wrong: '`description` is indented too far.',
        sample: `presets:
  a:
   script: a.sh
    description: b
`,
      },
      { wrong: 'A tab indents the line.', sample: 'presets:\n\tbuild: {script: build.sh}\n' },
      { wrong: 'A list entry follows a key on the same level.', sample: 'name: demo\n- other\n' },
      { wrong: 'There is no anchor `&nobody`.', sample: 'name: *nobody\n' },
      { wrong: 'The tag makes some readers run code.', sample: 'name: !!python/name:os.system demo\n' },
      {
        wrong: 'There are two documents.',
        sample: `name: demo
---
name: other
`,
      },
    ],
    good: 'name: demo\ncapability: perception/object_detection\n',
    references: ['https://yaml.org/spec/1.2.2/'],
  },
  messages: {
    tag: 'Metadata is plain data, so tools refuse this tag or ignore it. Delete the tag.',
    documents:
      'Tools read only the first document of the file, or fail. Move this one to a file of its own, or delete the `---`.',
    tab: "Tabs can't indent YAML. Indent with spaces.",
    bracket: "A list or mapping in brackets has no `{{end}}`, or its lines aren't indented. Add `{{end}}`, or indent them.",
    quote: "A quoted string isn't closed. Add the missing quote.",
    indentation: "This isn't valid YAML: {{problem}}. Indent the entries of one level alike.",
    incomplete: "This isn't valid YAML: {{problem}}. Put the value in quotes, or add what is missing.",
    broken: "This isn't valid YAML: {{problem}}.",
    colon: "This isn't valid YAML, because `{{key}}: ` inside the value begins another key. Put the whole value in quotes.",
    deeper:
      "This isn't valid YAML, because `{{key}}` is indented deeper than the key above it, which already has a value. Indent the two alike.",
  },
  *check({ yaml, repository, path }) {
    if (repository.unreadable(path)) return;
    // After the first problem that breaks the structure, the parser's other complaints are guesses.
    const first = yaml.problems.find(breaksStructure);
    for (const problem of yaml.problems) {
      if (problem.code === 'DUPLICATE_KEY' || (breaksStructure(problem) && problem !== first)) continue;
      yield nestedKey(yaml.file.text, problem) ?? { ...explain(problem), at: problem.span };
    }
  },
});

function explain({ code, message }: YamlProblem): Omit<Report<Message>, 'at'> {
  const [, end] = /must be sufficiently indented and end with a (.)\.?$/.exec(message) ?? [];
  if (end !== undefined) return { message: 'bracket', data: { end } };
  if (/^Missing closing .quote\.?$/.test(message)) return { message: 'quote' };
  return { message: messageFor[code] ?? 'broken', data: { problem: message.replace(/\.$/, '') } };
}

/** What the parser calls a nested mapping: a colon in a text without quotes, or a line that is indented deeper than its neighbors. */
function nestedKey(text: string, { code, span }: YamlProblem): Report<Message> | undefined {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const found = (message: Message, key: string, place: Omit<Span, 'file'>): Report<Message> => ({
    message,
    data: { key },
    at: { ...span, ...place },
  });
  const { start } = span;
  const end = (text.indexOf('\n', start) + text.length + 1) % (text.length + 1);
  const line = text.slice(start, end);
  const [, inside] = /(?<!\S)(\S+):(?=\s)/.exec(line) ?? [];
  if (inside !== undefined) return found('colon', inside, { start, end: start + line.trimEnd().length });
  const [below = '', key] = /^\n[ \t]*([\w-]+):/.exec(text.slice(end, end + 200)) ?? [];
  if (key === undefined) return undefined;
  const at = end + below.length - 1 - key.length;
  return found('deeper', key, { start: at, end: at + key.length });
}
