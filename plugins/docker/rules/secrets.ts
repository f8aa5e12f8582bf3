import { defineRule, type Script, variableValues } from '../../../src/api';
import { type NamedValue, type SecretOptions, secretOptions, secretsAmong } from '../secret-values';

export default defineRule<'script', SecretOptions, 'literal'>({
  name: 'secrets',
  scope: 'script',
  languages: ['shell', 'make', 'workflow', 'markdown', 'compose', 'devcontainer'],
  precision: 'very-high',
  docs: {
    summary: 'Commands contain no key or token',
    why: 'Everyone who can read the repository has a key that is in git, even after it is deleted from the newest commit. Scripts, Makefiles, compose files, and the commands of documents are searched; `docker/image-secrets` searches Dockerfiles.',
    bad: [
      {
        wrong: 'The script contains the key.',
        sample: `#!/bin/bash
export API_KEY=Zm9vYmFyMTIzNDU2Nzg5MHF3ZXJ0
docker run --rm --env API_KEY demo
`,
      },
      {
        wrong: 'The command contains the key.',
        sample: {
          'README.md': '```bash\ndocker run --rm -e API_KEY=Zm9vYmFyMTIzNDU2Nzg5MHF3ZXJ0 demo\n```\n',
        },
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm --env WANDB_API_KEY --env HF_TOKEN="\${HF_TOKEN:-}" demo python train.py
`,
      `#!/bin/bash
docker run --rm --env OPENAI_API_KEY=not-needed-for-a-local-server demo
`,
    ],
  },
  options: secretOptions,
  messages: {
    literal:
      "This looks like a real key for {{name}} ({{shown}}), and git keeps it forever. Revoke it, and pass on the caller's with `--env {{name}}`.",
  },
  *check(script, { options }) {
    yield* secretsAmong(valuesOf(script), options);
  },
});

function* valuesOf({ shell, launches, builds, language, path }: Script): Iterable<NamedValue> {
  // Elsewhere, the offsets of the commands aren't those of the file.
  if (language === 'shell')
    for (const { name, value, valueSpan } of variableValues(shell)) if (value) yield { name, value, at: valueSpan };
  const entries = [...launches.flatMap(({ spec }) => spec.env), ...builds.flatMap(({ spec }) => spec.buildArgs)];
  for (const { name, value } of entries)
    if (name.text && value?.text && value.span.file === path) yield { name: name.text, value: value.text, at: value.span };
}
