import { defineRule, type Example, nameOf } from '../../../src/api';
import { type Output, type OutputOptions, outputOptions, outputsOf } from '../outputs';
import { inPrograms } from '../reports';
import { launch } from '../samples';

const code = `import torch
torch.save({}, "outputs/last.pt")
`;

export default defineRule<'example', OutputOptions>({
  name: 'ignored-outputs',
  scope: 'example',
  docs: {
    summary: 'Git ignores the files that the code writes into the repository',
    why: 'The next `git add .` commits what a run left in the repository and what no .gitignore hides, such as checkpoints of gigabytes.',
    bad: [
      {
        wrong: 'Git does not ignore `outputs`.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, '.gitignore': '*.log\n' },
      },
    ],
    good: { 'train.sh': launch('python train.py'), 'train.py': code, '.gitignore': 'outputs/\n' },
  },
  options: outputOptions,
  messages: {
    untracked: 'A run leaves {{path}} in the repository, and no .gitignore hides it. Add `{{pattern}}` to {{file}}.',
  },
  *check(example, { options }) {
    yield* inPrograms(
      example.programs,
      function* (program) {
        for (const output of outputsOf(program, options)) {
          const data = untracked(output, example);
          if (data) yield { message: 'untracked', data, at: output.use.span };
        }
      },
      ({ data }) => data?.['pattern'],
    );
  },
});

/** A file of the example that git would add, and the pattern that would hide it. */
function untracked({ use, located }: Output, { repository, folder }: Example) {
  if (located.kind !== 'mounted' || located.readonly === true) return undefined;
  const { path } = located;
  if (repository.ignoredBy(path) || repository.ignoredBy(`${path}/x`) || repository.entry(path)?.tracked) return undefined;
  if (!path.startsWith(`${folder}/`) || repository.filesBelow(path).some((file) => file.tracked)) return undefined;
  const relative = path.slice(folder.length + 1);
  const [top = ''] = relative.split('/');
  const isShared = repository.filesBelow(`${folder}/${top}`).some((file) => file.tracked);
  const isInFolder = relative.includes('/') ? !isShared : use.folder;
  return { path: relative, pattern: isInFolder ? `${top}/` : relative, file: `${nameOf(folder)}/.gitignore` };
}
