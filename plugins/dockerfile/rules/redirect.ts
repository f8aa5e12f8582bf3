import { defineRule, type Edit, runCommands, type SourceFile, type Span } from '../../../src/api';

export default defineRule({
  name: 'redirect',
  scope: 'dockerfile',
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'Version limits with `>` or `<` are quoted in RUN',
    why: 'To the shell, `pip install torch>=2.1` installs torch in any version, and writes pip’s output into a file called `=2.1`. With `<` the command ends in “No such file”.',
    bad: ['FROM python:3.12\nRUN pip install torch>=2.1\n', 'FROM python:3.12\nRUN pip install -U "timm" numpy<2\n'],
    good: 'FROM python:3.12\nRUN pip install "torch>=2.1" \'numpy<2\' > /tmp/pip.log 2>&1\n',
  },
  messages: {
    output:
      'the shell takes `>` for a redirect, so any version of {{name}} is installed and the output goes to the file `{{file}}`; write {{quoted}}',
    input: 'the shell takes `<` for a redirect and looks for the file `{{file}}`, so the command fails; write {{quoted}}',
  },
  *check({ dockerfile }) {
    const { file, stages } = dockerfile;
    const seen = new Set<number>();
    for (const stage of stages) {
      for (const { redirects, words } of stage.runs.flatMap((run) => runCommands(run, stage, file))) {
        if (!words.some(({ text }) => text !== undefined && installs.has(text))) continue;
        for (const { operator, span } of redirects) {
          const whole = requirementAround(file, span);
          if (!whole || seen.has(whole.start)) continue;
          seen.add(whole.start);
          const text = file.text.slice(whole.start, whole.end);
          const [name = '', rest = ''] = split(text);
          const quoted = text.includes("'") || text.includes('$') ? `"${text}"` : `'${text}'`;
          yield {
            message: operator.startsWith('<') ? 'input' : 'output',
            data: { name, file: rest.replace(/[<>].*$/, ''), quoted },
            at: whole,
            ...(!/["`\\]/.test(text) && { fix: [replacement(whole, quoted)] }),
          };
        }
      }
    }
  },
});

/** Words that make a command one that takes requirements. */
const installs: ReadonlySet<string> = new Set(['install', 'add', 'create', 'download', 'wheel']);

const replacement = (span: Span, text: string): Edit => ({ file: span.file, start: span.start, end: span.end, text });

const split = (text: string): [string, string] => {
  const at = text.search(/[<>]/);
  return [text.slice(0, at), text.slice(at + 1)];
};

/** The run of characters that a redirect stands in the middle of; undefined where it begins a word, as redirects do. */
function requirementAround({ path, text }: SourceFile, redirect: Span): Span | undefined {
  let start = redirect.start;
  while (/[\w.\-[\],"'~!=<>@${}]/.test(text[start - 1] ?? '')) start--;
  let end = redirect.start;
  while (/[\w.\-[\],"'~!=<>*+${}]/.test(text[end] ?? '')) end++;
  const whole = text.slice(start, end);
  return /^["']?[A-Za-z][\w.-]*(\[[\w,.-]*\])?["']?[<>]=?[\w.$*{]/.test(whole) ? { file: path, start, end } : undefined;
}
