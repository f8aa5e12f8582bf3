import { defineRule, requirementRedirects, runCommands } from '../../../src/api';

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
    const commands = stages.flatMap((stage) => stage.runs.flatMap((run) => runCommands(run, stage, file)));
    for (const { start, end, reads, isPlain, ...data } of requirementRedirects(commands, file.text)) {
      const at = { file: file.path, start, end };
      const fix = isPlain && { fix: [{ ...at, text: data.quoted }] };
      yield { message: reads ? 'input' : 'output', data, at, ...fix };
    }
  },
});
