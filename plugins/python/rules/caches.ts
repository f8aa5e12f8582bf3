import table from '../../../rules/tables/python-caches.yaml';
import {
  type Download,
  defineRule,
  isByDefault,
  nameOf,
  type Program,
  type Report,
  repositoryPath,
  stringValue,
} from '../../../src/api';
import { launch as script } from '../samples';

interface CacheFolder {
  /** Where the library keeps downloads, in the container of a user `root`. */
  readonly folder: string;
  /** Variables that move it, and what of the folder they name. */
  readonly variables: { readonly [name: string]: string };
}

interface Options {
  readonly caches: { readonly [cache: string]: CacheFolder };
  /** Whether downloads into the example's own folder are reported: where a pack wants one cache for all examples. */
  readonly central: boolean;
}

type Found = Report<'lost' | 'lostTarget' | 'workspace'>;

export default defineRule<'example', Options>({
  name: 'caches',
  scope: 'example',
  docs: {
    summary: 'What the code downloads lands in a folder that outlives the container',
    why: 'A model that is downloaded into the container’s own file system is gone with it, and the next run downloads gigabytes again. Each library has a cache folder, which a mount of the machine’s own cache keeps and shares.',
    bad: [
      {
        'train.sh': script('python train.py'),
        'train.py': 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("org/model")\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': 'docker build -t demo .\n',
      },
      {
        'train.sh': script('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
        'train.py': 'import torch\nnet = torch.hub.load("org/repo", "net")\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': 'docker build -t demo .\n',
      },
    ],
    good: [
      {
        'train.sh': script('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
        'train.py': 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("org/model")\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': 'docker build -t demo .\n',
      },
      {
        'train.sh': script('python train.py', '-e HF_HOME=/workspace/.hf'),
        'train.py': 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("org/model")\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': 'docker build -t demo .\n',
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        caches: {
          type: 'object',
          description: 'cache → its folder in the container, and the variables that move it with what follows their value',
          additionalProperties: {
            type: 'object',
            required: ['folder', 'variables'],
            additionalProperties: false,
            properties: { folder: { type: 'string' }, variables: { type: 'object', additionalProperties: { type: 'string' } } },
          },
        },
        central: { type: 'boolean', description: 'report downloads into the example’s own folder' },
      },
    },
    defaults: { caches: (table as { caches: Options['caches'] }).caches, central: false },
  },
  messages: {
    lost: '{{what}} is downloaded to {{folder}} of the container of {{script}}, which no mount keeps, so each run downloads it again; mount it: `--mount type=bind,src=$HOME/{{home}},dst={{folder}}`',
    lostTarget:
      '{{what}} is downloaded to {{folder}}, which no mount of {{script}} keeps, so each run downloads it again; choose a mounted folder, or mount that one',
    workspace:
      '{{what}} is downloaded to {{folder}}, inside the example; use the shared cache, so that examples do not each keep a copy',
  },
  *check(example, { options }) {
    const seen = new Set<string>();
    for (const program of example.programs) {
      for (const file of program.own) {
        for (const download of file.facts.downloads) {
          const found = problemOf(download, program, options);
          const key = found && `${file.path} ${JSON.stringify(found.data)} ${found.message}`;
          if (found && key && !seen.has(key)) yield found;
          if (key) seen.add(key);
        }
      }
    }
  },
});

function problemOf(download: Download, program: Program, options: Options): Found | undefined {
  const { start } = program;
  const { container, launch } = start;
  if (download.local || download.cache === 'none' || start.preceded || isOffline(program) || isDryRun(program)) return undefined;
  const name = stringValue(download.what);
  const [setter] = download.what.setters;
  if (name === undefined || name === '' || !isByDefault(download.what.setters, start)) return undefined;
  const script = nameOf(launch.path);
  const what = setter && setter.kind !== 'configuration' ? `${name} (where ${setter.name} is not given)` : name;
  const related = [{ message: `container started here`, at: launch.spec.image?.span ?? launch.span }];
  if (download.target) {
    const folder = targetFolder(stringValue(download.target.value), program);
    if (folder === undefined || download.target.value.setters.length) return undefined;
    const located = container.locate(folder);
    if (located.kind === 'image' && !folder.startsWith('/tmp'))
      return { message: 'lostTarget', data: { what, folder, script }, at: download.target.span, related };
    return options.central && located.kind === 'mounted'
      ? { message: 'workspace', data: { what, folder }, at: download.target.span, related }
      : undefined;
  }
  const cache = options.caches[download.cache];
  if (!cache || !runsAsRoot(program)) return undefined;
  const folder = cacheFolder(cache, program);
  if (folder === undefined) return undefined;
  const located = container.locate(folder);
  if (located.kind === 'image' && !isBaked(program, name)) {
    return { message: 'lost', data: { what, folder, home: folder.replace(/^\/root\//, ''), script }, at: download.span, related };
  }
  return options.central && located.kind === 'mounted'
    ? { message: 'workspace', data: { what, folder }, at: download.span, related }
    : undefined;
}

/** The folder in the container; undefined where a path from the program's own file, or a change of the folder, hides it. */
function targetFolder(folder: string | undefined, program: Program): string | undefined {
  if (folder === undefined || repositoryPath(folder) !== undefined) return undefined;
  if (folder.startsWith('~')) return runsAsRoot(program) ? folder.replace(/^~/, '/root') : undefined;
  return folder.startsWith('/') || !program.entry.source.text.includes('chdir') ? folder : undefined;
}

const isOffline = ({ start }: Program): boolean =>
  ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'].some((name) => start.container.variable(name) === '1') ||
  start.launch.spec.network?.text === 'none';

function runsAsRoot({ start }: Program): boolean {
  const { container, launch } = start;
  if (launch.spec.user || !launch.image.view) return false;
  const user = launch.image.view.user?.value;
  return (
    (launch.image.view.user === undefined || user === 'root' || user === '0') &&
    !launch.image.view.env.has('HOME') &&
    container.variable('HOME') === null
  );
}

/** Where the cache lies, seen through the variables of the launch, the image and the code; undefined where that is not known. */
function cacheFolder(cache: CacheFolder, program: Program): string | undefined {
  const written = new Map(
    program.own.flatMap((file) => file.facts.environment.writes.map((write) => [write.name, write] as const)),
  );
  for (const [name, rest] of Object.entries(cache.variables)) {
    const given = program.start.variables.has(name) ? program.start.variables.get(name) : program.start.container.variable(name);
    if (given === undefined) return undefined;
    const write = written.get(name);
    if (given !== null && given !== '') return given + rest;
    if (write) return folderOf(stringValue(write.value), rest);
  }
  return cache.folder;
}

/** A path from the program's own file may be anything in the container. */
const folderOf = (value: string | undefined, rest: string): string | undefined =>
  value === undefined || repositoryPath(value) !== undefined ? undefined : `${value}${rest}`;

/** The build itself downloads: the image then holds it. */
function isBaked({ start }: Program, name: string): boolean {
  const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
  return runs.some((run) => {
    const text = run.body?.text ?? run.words.map((word) => word.text).join(' ');
    return (
      text.includes(name) ||
      /from_pretrained|snapshot_download|hf_hub_download|huggingface-cli\s+download|\bhf\s+download|load_dataset|torch\.hub|download\w{0,60}\.(py|sh)/.test(
        text,
      )
    );
  });
}

/** A rehearsal: nothing is downloaded. */
const isDryRun = ({ start }: Program): boolean => start.arguments.some(({ text }) => /^--dry[-_]?run/.test(text ?? ''));
