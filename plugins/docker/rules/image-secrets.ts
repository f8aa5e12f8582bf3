import { defineRule } from '../../../src/api';
import { type SecretOptions, secretOptions, secretsAmong } from '../secret-values';

export default defineRule<'dockerfile', SecretOptions, 'literal'>({
  name: 'image-secrets',
  scope: 'dockerfile',
  precision: 'very-high',
  docs: {
    summary: 'Dockerfiles contain no key or token',
    why: 'Everyone who can read the repository has a key that is in git. One in ENV or in a build argument can also be read from every copy of the image.',
    bad: [
      {
        wrong: 'The image contains the key.',
        sample: 'FROM python:3.12\nENV WANDB_API_KEY=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c\n',
      },
    ],
    good: 'FROM python:3.12\nRUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download gpt2\n',
    references: ['https://docs.docker.com/build/building/secrets/'],
  },
  options: secretOptions,
  messages: {
    literal:
      'This looks like a real key for {{name}} ({{shown}}), and git and every copy of the image keep it. Revoke it, and set {{name}} when the container starts, with `--env {{name}}`.',
  },
  *check({ dockerfile }, { options }) {
    const assignments = dockerfile.stages.flatMap(({ env, args }) => [...env, ...args]);
    const values = assignments.flatMap(({ name, value, valueSpan: at }) => (value && at ? [{ name, value, at }] : []));
    yield* secretsAmong(values, options);
  },
});
