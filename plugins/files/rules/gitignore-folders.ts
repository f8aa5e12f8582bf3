import { defineRule, type Example, keyedQuery, type Repository } from '../../../src/api';
import { writtenFolders } from '../written-folders';

interface Options {
  readonly folders: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'gitignore-folders',
  scope: 'example',
  docs: {
    summary: 'The folders that code writes to are ignored by git',
    why: "The example's folder is mounted into the container, so a run leaves checkpoints and logs in it, and the next `git add .` commits them. Folders that exist are checked by files/gitignore-artifacts.",
    bad: [
      {
        wrong: 'Training makes `outputs/`, and no .gitignore covers it.',
        sample: { 'train.py': 'torch.save(model.state_dict(), "outputs/model.pth")\n' },
      },
    ],
    good: { '.gitignore': 'outputs/\n', 'train.py': 'torch.save(model.state_dict(), "outputs/model.pth")\n' },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        folders: { type: 'array', items: { type: 'string' }, description: 'names of folders that code writes results to' },
      },
    },
    tables: { folders: 'artifacts.folders' },
  },
  messages: {
    written:
      "A run writes `{{folder}}/` into the example's folder, and the next `git add .` commits it. Add `{{folder}}/` to .gitignore.",
  },
  *check(example, { options }) {
    const { repository } = example;
    if (!repository.git) return;
    const open = options.folders.filter((name) => {
      const folder = example.join(name);
      if (folder === undefined || isIgnoredEverywhere(example, name)) return false;
      return !repository.isIgnored(`${folder}/result`) && repository.kind(folder) === undefined;
    });
    for (const { name, at } of writtenFolders(example, open)) yield { message: 'written', data: { folder: name }, at };
  },
});

/** The root's `.gitignore` names the folder at any depth, or below an example's topmost folder. Asked once for all examples in it. */
const isIgnoredEverywhere = ({ repository, folder }: Example, name: string): boolean =>
  isIgnoredBelow(repository, `${folder.split('/')[0] || '-'}/no/such/folder/${name}/result`);

const isIgnoredBelow = keyedQuery('files.isIgnoredBelow', ({ isIgnored }: Repository, path) => isIgnored(path));
