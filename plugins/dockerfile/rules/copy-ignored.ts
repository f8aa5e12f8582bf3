import { defineRule } from '../../../src/api';
import { copyFaults, relatedTo } from '../copy-faults';
import { type MakerOptions, makersOption } from '../makers';

export default defineRule<'dockerfile', MakerOptions>({
  name: 'copy-ignored',
  scope: 'dockerfile',
  docs: {
    summary: '.dockerignore excludes nothing that the Dockerfile copies',
    why: 'What `.dockerignore` excludes never reaches the builder. The file is there, and the build still stops with “not found”.',
    bad: [
      {
        wrong: '`*.py` excludes the training script.',
        sample: { Dockerfile: 'FROM python:3.12\nCOPY train.py .\n', '.dockerignore': '*.py\n', 'train.py': '' },
      },
    ],
    good: { Dockerfile: 'FROM python:3.12\nCOPY train.py .\n', '.dockerignore': '*.py\n!train.py\n', 'train.py': '' },
    references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  },
  options: makersOption,
  messages: {
    excluded:
      '.dockerignore excludes `{{source}}` from the build context, so the build stops here. Add `!{{inside}}` to .dockerignore.',
  },
  *check(artifact, { options: { makers } }) {
    for (const fault of copyFaults(artifact, makers)) {
      const { kind, source, inside, at } = fault;
      if (kind === 'excluded') yield { message: kind, data: { source, inside }, at, related: relatedTo(fault) };
    }
  },
});
