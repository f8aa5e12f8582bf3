import { type DockerfileArtifact, defineRule } from '../../../src/api';

export default defineRule({
  name: 'syntax',
  scope: 'dockerfile',
  precision: 'very-high',
  docs: {
    summary: 'The builder accepts the Dockerfile',
    why: 'BuildKit reads the whole file before it builds anything, so one wrong word anywhere stops the build of every stage.',
    bad: [
      { wrong: 'There is no instruction `RUNN`.', sample: 'FROM python:3.12-slim\nRUNN pip install torch\n' },
      { wrong: 'An instruction comes before FROM.', sample: 'RUN pip install torch\nFROM python:3.12-slim\n' },
      { wrong: 'The here-document has no end.', sample: 'FROM python:3.12-slim\nRUN <<EOT\npip install torch\n' },
    ],
    good: `ARG VERSION=3.12
FROM python:\${VERSION}-slim
RUN <<EOT
pip install torch
EOT
`,
    references: ['https://docs.docker.com/reference/dockerfile/'],
  },
  messages: { refused: 'The builder refuses this Dockerfile and builds nothing: {{problem}}.' },
  *check(artifact) {
    if (isFragment(artifact)) return;
    for (const { message, span } of artifact.dockerfile.problems)
      yield { message: 'refused', data: { problem: message.replace(/\.$/, '') }, at: span };
  },
});

/** `Dockerfile.base` without FROM, which no script builds: others are put together from it. */
const isFragment = ({ repository, path, dockerfile: { stages } }: DockerfileArtifact): boolean =>
  stages.length === 0 && !/(^|\/)(Dockerfile|Containerfile)$/i.test(path) && repository.buildsWith(path).length === 0;
