import { causes, defineRule, exampleTargetInstead, nameOf } from '../../../src/api';
import { shellCommands } from '../languages';
import { type OutputOptions, outputOptions, outputsOf } from '../outputs';
import { inPrograms } from '../reports';
import { launch } from '../samples';

const code = 'open("/models/log.txt", "w").write("x")\n';

export default defineRule<'programs', OutputOptions>({
  name: 'read-only-outputs',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'The code writes only to mounts that are writable',
    why: 'Below a read-only mount, the program stops at the first write, possibly after hours of training.',
    bad: [
      {
        wrong: 'The log is written to a read-only mount.',
        sample: { 'train.sh': launch('python train.py', '-v "$HOME/models:/models:ro"'), 'train.py': code },
      },
    ],
    good: { 'train.sh': launch('python train.py', '-v "$HOME/models:/models"'), 'train.py': code },
  },
  options: outputOptions,
  messages: {
    readonly:
      "{{script}} mounts {{folder}} read-only, so the program can't write {{path}}. Write it elsewhere, or mount {{folder}} writable.",
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        const script = nameOf(program.start.launch.path);
        for (const { use, path, located } of outputsOf(program, options)) {
          // docker/workdir reports that the container starts in the wrong mount.
          if (use.base === 'working-folder' && exampleTargetInstead(program.start.launch) !== undefined) continue;
          if ((located.kind !== 'mounted' && located.kind !== 'outside') || located.readonly !== true) continue;
          const data = { path, folder: located.mount.target.text ?? '', script };
          const related = [{ message: "It's mounted here.", at: located.mount.span }];
          yield { message: 'readonly', data, at: use.span, related, follows: causes.readonlyMount(located.mount) };
        }
      },
      // One mount is the cause for everything that is written below it.
      ({ data }) => [data?.['folder'], data?.['script']],
    );
  },
});
