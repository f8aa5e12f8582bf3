import table from '../../../rules/tables/artifacts.yaml';
import { defineRule, type Example, keyedQuery, nameOf, type Report, type Repository } from '../../../src/api';
import { fits } from '../globs';
import { writtenFolders } from '../written-folders';

interface Options {
  /** Globs of what a run leaves behind, relative to the example. */
  readonly outputs: readonly string[];
  /** Names of folders that code writes its results to. */
  readonly folders: readonly string[];
  /** Files that must reach a clone, beside the scripts of presets. */
  readonly needed: readonly string[];
}

type Found = Report<'hidden' | 'unignored' | 'written'>;

export default defineRule<'example', Options>({
  name: 'gitignore-artifacts',
  scope: 'example',
  docs: {
    summary: 'Run outputs are ignored by git, and needed files are not',
    why: 'The example’s folder is mounted into the container, so a run leaves checkpoints and logs in it, and the next `git add .` commits them. A pattern that is too wide hides a script or a Dockerfile: it works for its author and is missing in every clone.',
    bad: [
      { 'outputs/last.ckpt': { text: 'weights', tracked: false } },
      { 'train.py': 'torch.save(model.state_dict(), "outputs/model.pth")\n' },
      {
        'example.yaml': 'presets:\n  train: {script: train.sh}\n',
        '.gitignore': '*.sh\n',
        'train.sh': { text: '#!/bin/bash\n', tracked: false },
      },
    ],
    good: { '.gitignore': 'outputs/\n', 'train.sh': '#!/bin/bash\n', 'outputs/last.ckpt': { text: 'weights', tracked: false } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        outputs: {
          type: 'array',
          items: { type: 'string' },
          description: 'globs of what a run leaves behind, relative to the example',
        },
        folders: {
          type: 'array',
          items: { type: 'string' },
          description: 'names of folders that code writes its results to',
        },
        needed: {
          type: 'array',
          items: { type: 'string' },
          description: 'files that must reach a clone, beside the scripts of presets',
        },
      },
    },
    defaults: table as Options,
  },
  messages: {
    unignored: '{{count}} left behind by a run would be committed by the next `git add`; write `{{pattern}}` in .gitignore',
    written:
      'a run writes {{folder}}/ into the example’s folder, and no .gitignore covers it, so the next `git add .` commits the results; write `{{folder}}/` in .gitignore',
    hidden: '.gitignore hides {{file}}, so it is missing in every clone; make the pattern narrower, or add `!{{file}}`',
  },
  *check(example, { options }): Iterable<Found> {
    if (!example.repository.git) return;
    yield* hiddenFiles(example, options.needed);
    yield* unignoredOutputs(example, options.outputs);
    yield* unignoredFolders(example, options.folders);
  },
});

function* hiddenFiles(example: Example, needed: readonly string[]): Iterable<Found> {
  const { repository } = example;
  const present = new Set(repository.list(example.folder).map(({ name }) => name));
  const files = needed.flatMap((name) => (present.has(name) && example.has(name) ? (example.join(name) ?? []) : []));
  const scripts = example.presets.flatMap(({ path }) => path ?? []);
  for (const path of new Set([...files, ...scripts])) {
    if (repository.entry(path)?.tracked) continue;
    const rule = repository.ignoredBy(path);
    if (!rule) continue;
    yield {
      message: 'hidden',
      data: { file: nameOf(path) },
      at: { file: rule.file, start: rule.start, end: rule.end },
      related: [{ message: 'the hidden file', at: { file: path } }],
    };
  }
}

/** Folders that are there already are told by what lies in them. */
function* unignoredFolders(example: Example, folders: readonly string[]): Iterable<Found> {
  const { repository } = example;
  const open = folders.filter((name) => {
    const folder = example.join(name);
    if (folder === undefined || isIgnoredEverywhere(example, name)) return false;
    return !repository.isIgnored(`${folder}/result`) && repository.kind(folder) === undefined;
  });
  for (const { name, at } of writtenFolders(example, open)) yield { message: 'written', data: { folder: name }, at };
}

/** The root's `.gitignore` names the folder at any depth, or below an example's topmost folder: asked once for all examples in it. */
const isIgnoredEverywhere = ({ repository, folder }: Example, name: string): boolean =>
  isIgnoredBelow(repository, `${folder.split('/')[0] || '-'}/no/such/folder/${name}/result`);

const isIgnoredBelow = keyedQuery('files.isIgnoredBelow', ({ isIgnored }: Repository, path) => isIgnored(path));

function* unignoredOutputs(example: Example, outputs: readonly string[]): Iterable<Found> {
  const places = new Map<string, string[]>();
  for (const { path, tracked, type } of example.files) {
    const inside = example.folder === '' ? path : path.slice(example.folder.length + 1);
    if (tracked || type !== 'file' || !fits(outputs, inside) || example.repository.isIgnored(path)) continue;
    const folder = inside.includes('/') ? `${inside.split('/')[0]}/` : inside.replace(/^.*(?=\.[^.]+$)/, '*');
    places.set(folder, [...(places.get(folder) ?? []), path]);
  }
  for (const [pattern, [first = '', ...rest]] of places) {
    yield {
      message: 'unignored',
      data: { count: rest.length > 0 ? `${rest.length + 1} files` : 'a file', pattern },
      at: { file: first },
    };
  }
}
