import { type ContainerProgram, defineRule, type Example, nameOf, settingOf } from '../../../src/api';
import { inPrograms } from '../reports';
import { launch } from '../samples';
import { callsOf, reportedBy, type Tracked } from '../trackers';

interface LogFolder {
  readonly calls: readonly string[];
  /** The name of the service in `report_to`. */
  readonly reports?: string;
  readonly folder: string;
  /** The argument with the folder that it is in, if not the working folder. */
  readonly below?: string;
  /** Arguments that move or stop it. */
  readonly unless: readonly string[];
  readonly variables: readonly string[];
  /** A call in the code that moves it. */
  readonly text?: string;
}

interface Options {
  readonly folders: readonly LogFolder[];
}

const strings = { type: 'array', items: { type: 'string' } } as const;

const code = `import wandb

wandb.init(project="leaves")
`;

export default defineRule<'example', Options>({
  name: 'ignored-logs',
  scope: 'example',
  docs: {
    summary: 'Git ignores the folders that loggers make by default',
    why: 'Loggers write into the working folder, which is the mounted folder of the example: Weights & Biases into `wandb/`, Lightning into `lightning_logs/`, MLflow into `mlruns/`. The next `git add .` commits them, with host names, paths, and settings.',
    bad: [
      {
        wrong: 'Git does not ignore `wandb`.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, '.gitignore': '*.log\n' },
      },
      {
        wrong: 'Git does not ignore `lightning_logs`.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import lightning as L\ntrainer = L.Trainer(max_epochs=3)\ntrainer.fit(model)\n',
          '.gitignore': '*.log\n',
        },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py'), 'train.py': code, '.gitignore': 'wandb/\n' },
      {
        'train.sh': launch('python train.py'),
        'train.py': code.replace('project="leaves"', 'project="leaves", dir="/tmp"'),
        '.gitignore': '*.log\n',
      },
    ],
    references: ['Training Pipeline Verification, “Log File Locations”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        folders: {
          type: 'array',
          description: 'Folders that calls make in the working folder.',
          items: {
            type: 'object',
            required: ['calls', 'folder', 'unless', 'variables'],
            additionalProperties: false,
            properties: {
              calls: strings,
              reports: { type: 'string', description: 'The name of the service in `report_to`.' },
              folder: { type: 'string' },
              below: { type: 'string', description: 'The argument with the folder that it is in.' },
              unless: { ...strings, description: 'Arguments that move or stop it.' },
              variables: { ...strings, description: 'Variables that move or stop it.' },
              text: { type: 'string', description: 'A call in the code that moves it.' },
            },
          },
        },
      },
    },
    tables: { folders: 'python-trackers.folders' },
  },
  messages: {
    untracked:
      "{{what}} writes {{folder}}/ into the example's folder, and no .gitignore hides it. Add `{{folder}}/` to {{file}}.",
  },
  *check(example, { options: { folders } }) {
    if (!example.repository.git) return;
    yield* inPrograms(
      example.programs,
      function* (program) {
        for (const each of folders) {
          const reported = reportedBy(program, each);
          const uses = [...callsOf(program, each.calls), ...(reported ? [reported] : [])];
          if (uses.length === 0 || isMoved(each, program)) continue;
          for (const use of uses) {
            const folder = use === reported ? each.folder : folderOf(use, each, program);
            if (folder === undefined || !isUnhidden(folder, program, example)) continue;
            const file = `${nameOf(example.folder) || '.'}/.gitignore`;
            yield { message: 'untracked', data: { what: use.what, folder, file }, at: use.at };
          }
        }
      },
      ({ data }) => data?.['folder'],
    );
  },
});

/** The folder would be in the mounted folder of the example, and git would add it. */
function isUnhidden(folder: string, { start }: ContainerProgram, { repository, folder: own }: Example): boolean {
  if (start.workdir === undefined) return false;
  const located = start.container.locate(`${start.workdir.replace(/\/$/, '')}/${folder}`);
  if (located.kind !== 'mounted' || located.readonly === true) return false;
  const { path } = located;
  if (own !== '' && !path.startsWith(`${own}/`)) return false;
  return !repository.isIgnored(`${path}/run`) && !repository.filesBelow(path).some(({ tracked }) => tracked);
}

/** A variable or other code of the program moves it. */
function isMoved({ variables, text }: LogFolder, { start, own }: ContainerProgram): boolean {
  if (variables.some((name) => mayBeSet(name, start))) return true;
  return own.some(({ source }) =>
    [...variables, ...(text === undefined ? ['os.chdir'] : [text, 'os.chdir'])].some((word) => source.text.includes(word)),
  );
}

/** What the caller may set, such as `${WANDB_DIR:+--env WANDB_DIR}`, isn't set by default. */
const mayBeSet = (name: string, { variables, launch: { spec, image } }: ContainerProgram['start']): boolean =>
  variables.has(name) ||
  spec.envFiles.length > 0 ||
  spec.open.length > 0 ||
  spec.env.some(({ name: { text }, entry }) => text === undefined || (text === name && !entry.word.when?.length)) ||
  (image.view?.env.has(name) ?? false);

/** The folder that a call makes by default, from the working folder. Undefined if the call moves it, or may do so. */
function folderOf({ call }: Tracked, { folder, below, unless }: LogFolder, { start }: ContainerProgram): string | undefined {
  const isPlain = below === undefined ? call.arguments.positional.length === 0 : call.arguments.positional.length <= 1;
  if (call.arguments.open || !isPlain || unless.some((name) => settingOf(call, name, start) !== 'absent')) return undefined;
  if (below === undefined) return folder;
  const parent = settingOf(call, below, start);
  if (parent === 'absent' || typeof parent?.value !== 'string' || /^[/~]|\.\./.test(parent.value)) return undefined;
  return [...parent.value.split('/'), folder].filter((step) => step !== '' && step !== '.').join('/');
}
