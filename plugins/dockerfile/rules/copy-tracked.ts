import { defineRule, quoteForShell } from '../../../src/api';
import { copyFaults, relatedTo } from '../copy-faults';
import { type MakerOptions, makersOption } from '../makers';

type Message = 'hidden' | 'untracked';

export default defineRule<'dockerfile', MakerOptions, Message>({
  name: 'copy-tracked',
  scope: 'dockerfile',
  docs: {
    summary: 'What a Dockerfile copies is in every clone',
    why: 'A file that `.gitignore` hides, or that was never added, exists only on the machine of its author. For everyone else, and in CI, the build stops at its COPY.',
    bad: [
      {
        wrong: '`.gitignore` hides the folder.',
        sample: {
          Dockerfile: 'FROM python:3.12\nCOPY data/labels.json /data/\n',
          '.gitignore': 'data/\n',
          'data/labels.json': { text: '{}', tracked: false },
        },
      },
      {
        wrong: 'The file was never added.',
        sample: { Dockerfile: 'FROM python:3.12\nCOPY train.py .\n', 'train.py': { text: '', tracked: false } },
      },
    ],
    good: {
      Dockerfile: 'FROM python:3.12\nCOPY data/labels.json /data/\n',
      '.gitignore': 'data/*\n!data/labels.json\n',
      'data/labels.json': '{}',
    },
  },
  options: makersOption,
  messages: {
    hidden:
      ".gitignore hides `{{source}}`, so clones don't have it and the build stops here. Narrow the pattern, or commit it anyway: `{{force}}`.",
    untracked: "Git doesn't track `{{source}}`, so clones don't have it and the build stops here. Run `{{add}}`.",
  },
  *check(artifact, { options: { makers } }) {
    for (const fault of copyFaults(artifact, makers)) {
      const { kind, source, path, at } = fault;
      if (kind !== 'hidden' && kind !== 'untracked') continue;
      const data = { source, add: quoteForShell(['git', 'add', path]), force: quoteForShell(['git', 'add', '--force', path]) };
      yield { message: kind, data, at, related: relatedTo(fault) };
    }
  },
});
