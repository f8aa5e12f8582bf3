import { defineRule, requirementRedirects, simpleCommands, writtenAt } from '../../../src/api';

export default defineRule({
  name: 'redirect',
  scope: 'script',
  languages: ['shell', 'make', 'workflow', 'markdown', 'devcontainer'],
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'Version limits with `>` or `<` are quoted in commands',
    why: 'To the shell, `pip install torch>=2.1` installs any version of torch and writes the output of pip to a file named `=2.1`. With `<`, the command stops with “No such file”. Scripts, makefiles, workflows, and the fenced blocks of documents are read.',
    bad: [
      { wrong: '`>` is a redirect.', sample: '#!/bin/bash\npip install transformers>=4.40 torch\n' },
      { wrong: '`<` is a redirect.', sample: { Makefile: 'setup:\n\tpip install -U timm numpy<2\n' } },
      { wrong: 'A reader gets any version.', sample: { 'README.md': '# Demo\n\n```bash\npip install accelerate>=0.26\n```\n' } },
    ],
    good: '#!/bin/bash\npip install "transformers>=4.40" \'numpy<2\' >pip.log 2>&1\n',
    references: ['https://pip.pypa.io/en/stable/cli/pip_install/#examples'],
  },
  messages: {
    output:
      'The shell takes `>` for a redirect, so any version of {{name}} is installed and the output goes to the file `{{file}}`. Write `{{quoted}}`.',
    input: 'The shell takes `<` for a redirect and fails, because there is no file `{{file}}`. Write `{{quoted}}`.',
  },
  *check({ shell, repository, language }) {
    const { text } = shell.file;
    if (!/\w["'\]]?[<>][=\d]/.test(text)) return;
    for (const { start, end, reads, isPlain, ...found } of requirementRedirects(simpleCommands(shell), text)) {
      // In JSON, a double quote would end the command.
      const quoted = language === 'devcontainer' ? found.quoted.replaceAll('"', "'") : found.quoted;
      const at = writtenAt(shell, { start, end });
      const isVerbatim = repository.source(at.file)?.text.slice(at.start, at.end) === text.slice(start, end);
      yield {
        message: reads ? 'input' : 'output',
        data: { ...found, quoted },
        at,
        ...(isPlain && isVerbatim && { fix: [{ ...at, text: quoted }] }),
      };
    }
  },
});
