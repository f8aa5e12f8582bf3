import { defineRule, nameOf } from '../../../src/api';
import { writableMount } from '../kept-folders';
import { shellCommands } from '../languages';
import { type OutputOptions, outputOptions, outputsOf } from '../outputs';
import { containerOf, inPrograms } from '../reports';
import { image, launch } from '../samples';

const code = `import torch
torch.save({}, "/checkpoints/last.pt")
open("/tmp/x", "w")
`;

export default defineRule<'programs', OutputOptions>({
  name: 'outputs',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'The files that the code writes are kept when the container ends',
    why: 'A checkpoint that is written outside all mounts is deleted with the container.',
    bad: [
      {
        wrong: 'Nothing is mounted at `/checkpoints`.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, ...image() },
      },
    ],
    good: { 'train.sh': launch('python train.py', '-v "$HOME/runs:/checkpoints"'), 'train.py': code, ...image() },
  },
  options: outputOptions,
  messages: {
    lost: '{{path}} is outside all mounts of {{script}}, so it is deleted with the container. Write it below {{folder}}, or mount its folder.',
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        const folder = writableMount(program);
        if (folder === undefined) return;
        for (const { use, path, located } of outputsOf(program, options)) {
          if (located.kind !== 'image') continue;
          const data = { path, folder, script: nameOf(program.start.launch.path) };
          yield { message: 'lost', data, at: use.span, related: [containerOf(program)] };
        }
      },
      ({ data }) => data?.['path'],
    );
  },
});
