import { type DockerfileArtifact, defineRule } from '../../../src/api';

export default defineRule({
  name: 'syntax',
  scope: 'dockerfile',
  precision: 'very-high',
  docs: {
    summary: 'A Dockerfile is one that the builder accepts',
    why: 'BuildKit reads the whole file before it builds anything, so one wrong word anywhere stops the build of every stage.',
    bad: [
      'FROM python:3.12-slim\nRUNN pip install torch\n',
      'RUN pip install torch\nFROM python:3.12-slim\n',
      'FROM python:3.12-slim\nRUN <<EOT\npip install torch\n',
    ],
    good: 'ARG VERSION=3.12\nFROM python:${VERSION}-slim\nRUN <<EOT\npip install torch\nEOT\n',
    references: ['https://docs.docker.com/reference/dockerfile/'],
  },
  messages: { refused: 'the builder refuses this Dockerfile: {{problem}}' },
  *check(artifact) {
    if (isFragment(artifact)) return;
    const { dockerfile } = artifact;
    for (const { message, span } of dockerfile.problems)
      yield { message: 'refused', data: { problem: message.replace(/\.$/, '') }, at: span };
  },
});

/** `Dockerfile.base` without FROM, which no script builds: others are put together from it. */
const isFragment = ({ repository, path, dockerfile: { stages } }: DockerfileArtifact): boolean =>
  stages.length === 0 &&
  !/(^|\/)(Dockerfile|Containerfile)$/i.test(path) &&
  !repository.builds.some(({ dockerfile }) => dockerfile === path);
