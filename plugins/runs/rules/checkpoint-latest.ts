import { configuredPattern, defineRule, folderOf, joinPath, matchesPieces, nameOf, type RunArtifact } from '../../../src/api';

interface Options {
  readonly latest: readonly { readonly file: string; readonly names: string; readonly target: string }[];
}

const detection = (last: string) => ({
  'example.yaml': 'name: demo\n',
  'work_dirs/demo/20250301_101500/vis_data/scalars.json': `{"lr": 0.02, "loss": 1.5, "epoch": 1, "iter": 50, "step": 50}
{"lr": 0.02, "loss": 1.2, "epoch": 1, "iter": 100, "step": 100}
`,
  'work_dirs/demo/epoch_1.pth': { bytes: new Uint8Array(9), tracked: false },
  'work_dirs/demo/last_checkpoint': `/workspace/work_dirs/demo/${last}`,
});

export default defineRule<'run', Options, 'missing'>({
  name: 'checkpoint-latest',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The checkpoint that a run names as its latest exists',
    why: 'Training resumes from the file that `last_checkpoint` names, and fails at its start if that is gone.',
    bad: [{ wrong: 'The checkpoint was removed.', sample: detection('epoch_12.pth') }],
    good: detection('epoch_1.pth'),
    references: ['Training Pipeline Verification, “MMDetection / MMSegmentation”', 'MMEngine documentation, “Resume training”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        latest: {
          type: 'array',
          description: 'Files that name the newest checkpoint of their folder.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['file', 'names', 'target'],
            properties: {
              file: { type: 'string' },
              names: { type: 'string', format: 'regex', description: 'Its text; the first group is the path of the checkpoint.' },
              target: { type: 'string', description: 'What the folder then has: NAME is the last part of the path, * any text.' },
            },
          },
        },
      },
    },
    tables: { latest: 'run-layouts.latest' },
  },
  messages: {
    missing:
      '{{file}} names {{name}}, which is not there, so resuming fails. Name a checkpoint that exists, or remove this file.',
  },
  *check(target, { options }) {
    const { repository } = target;
    for (const folder of foldersOf(target)) {
      const names = repository.list(folder).map(({ name }) => name);
      for (const { file, names: pattern, target: expected } of options.latest) {
        if (!names.includes(file)) continue;
        const path = configuredPattern(pattern).exec(repository.source(joinPath(folder, file))?.text ?? '')?.[1];
        if (path === undefined || !isInFolder(path, folder) || repository.kind(path) !== undefined) continue;
        const pieces = expected.split('*').map((piece) => piece.replace('NAME', () => nameOf(path)));
        if (names.some((name) => matchesPieces(pieces, name))) continue;
        yield { message: 'missing', at: { file: joinPath(folder, file) }, data: { file, name: nameOf(path) } };
      }
    }
  },
});

/** The folders of a run, of its checkpoints, and the one that holds the folders of its starts. */
function foldersOf({ run, path }: RunArtifact): Set<string> {
  const folders = run.checkpoints.map((checkpoint) => folderOf(checkpoint.path));
  return new Set([path, folderOf(path), ...folders, ...folders.map(folderOf)]);
}

/** Whether a path may be of a file in this folder: an absolute one is as the container saw it, so only its last folders count. */
function isInFolder(path: string, folder: string): boolean {
  if (path.includes('://')) return false;
  if (!path.startsWith('/')) return true;
  const [parent, grandparent] = path.split('/').slice(1, -1).toReversed();
  const [here, above] = folder.split('/').toReversed();
  return parent === here && (above === undefined || grandparent === above);
}
