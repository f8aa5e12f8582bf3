import { defineRule, runCommands, type SourceFile, type Span } from '../../../src/api';

export default defineRule({
  name: 'redirect',
  scope: 'dockerfile',
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'Version limits with `>` or `<` are quoted in RUN',
    why: 'To the shell, `pip install torch>=2.1` installs any version of torch and writes the output of pip to a file named `=2.1`. With `<`, the command stops with “No such file”.',
    bad: [
      { wrong: '`>` is a redirect.', sample: 'FROM python:3.12\nRUN pip install torch>=2.1\n' },
      { wrong: '`<` is a redirect.', sample: 'FROM python:3.12\nRUN pip install -U "timm" numpy<2\n' },
    ],
    good: 'FROM python:3.12\nRUN pip install "torch>=2.1" \'numpy<2\' > /tmp/pip.log 2>&1\n',
  },
  messages: {
    output:
      'The shell takes `>` for a redirect, so any version of {{name}} is installed and the output goes to the file `{{file}}`. Write `{{quoted}}`.',
    input: 'The shell takes `<` for a redirect and fails, because there is no file `{{file}}`. Write `{{quoted}}`.',
  },
  *check({ dockerfile: { file, stages } }) {
    const seen = new Set<number>();
    for (const { redirects, words } of stages.flatMap((stage) => stage.runs.flatMap((run) => runCommands(run, stage, file)))) {
      if (!words.some(({ text }) => text !== undefined && installs.has(text))) continue;
      for (const { operator, span } of redirects) {
        const whole = requirementAround(file, span);
        if (!whole || seen.has(whole.start)) continue;
        seen.add(whole.start);
        const text = file.text.slice(whole.start, whole.end);
        const [name = '', rest = ''] = splitAtRedirect(text);
        const quoted = text.includes("'") || text.includes('$') ? `"${text}"` : `'${text}'`;
        yield {
          message: operator.startsWith('<') ? 'input' : 'output',
          data: { name, file: rest.replace(/[<>].*$/s, ''), quoted },
          at: whole,
          ...(!/["`\\]/.test(text) && { fix: [{ ...whole, text: quoted }] }),
        };
      }
    }
  },
});

/** Words that make a command one that takes requirements. */
const installs: ReadonlySet<string> = new Set(['install', 'add', 'create', 'download', 'wheel']);

const splitAtRedirect = (text: string): [string, string] => {
  const at = text.search(/[<>]/);
  return [text.slice(0, at), text.slice(at + 1)];
};

/** The run of characters with a redirect in its middle; undefined where it starts a word, as redirects do. */
function requirementAround({ path, text }: SourceFile, redirect: Span): Span | undefined {
  let start = redirect.start;
  while (/[\w.\-[\],"'~!=<>@${}]/.test(text[start - 1] ?? '')) start--;
  let end = redirect.start;
  while (/[\w.\-[\],"'~!=<>*+${}]/.test(text[end] ?? '')) end++;
  const whole = text.slice(start, end);
  return /^["']?[A-Za-z][\w.-]*(\[[\w,.-]*\])?["']?[<>]=?[\w.$*{]/.test(whole) ? { file: path, start, end } : undefined;
}
