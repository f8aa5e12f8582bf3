import { posix } from 'node:path';
import table from '../../../rules/tables/images.yaml';
import {
  type Container,
  closest,
  defineRule,
  folderOf,
  foldersFrom,
  isBehindLink,
  type Launch,
  type Located,
  type Part,
  parseImage,
  type Related,
  type Report,
  rootedPath,
  runCommands,
} from '../../../src/api';

interface Options {
  readonly plainBases: readonly string[];
}

type Found = Report<'unmounted' | 'caller' | 'absent' | 'module'>;

export default defineRule<'launch', Options>({
  name: 'command',
  scope: 'launch',
  docs: {
    summary: 'The file that a container starts is mounted or copied into its image',
    why: 'The container is created, the GPU is taken, and then the command ends in “No such file or directory”. The usual causes: the file was renamed, the folder above it is mounted, or a COPY was dropped when a mount was added.',
    bad: [
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --rm -v "$DIR:/workspace" -w /workspace demo python trian.py\n',
        'train.py': '',
      },
      {
        'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n',
        'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
        'requirements.txt': 'torch\n',
        'train.py': '',
      },
    ],
    good: [
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --rm -v "$DIR:/workspace" -w /workspace demo torchrun --nproc_per_node 2 train.py "$@"\n',
        'train.py': '',
      },
      {
        'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n',
        'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
        'train.py': '',
      },
      '#!/bin/bash\ndocker run --rm vllm/vllm-openai:v0.11.0 python /opt/serve.py\n',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        plainBases: {
          type: 'array',
          items: { type: 'string' },
          description: 'base images, without tags, that bring no programs of an example',
        },
      },
    },
    defaults: { plainBases: (table as { readonly plain: readonly string[] }).plain },
  },
  messages: {
    unmounted: '{{file}} is not in {{folder}}, which is mounted at {{target}}, so the container ends at once{{hint}}',
    caller:
      '{{file}} is not in the mounted folder, whether the script is called from its own folder or from one above it, so the container ends at once{{hint}}',
    absent:
      '{{file}} is neither mounted nor copied into the image by {{dockerfile}}, so the container ends at once; mount its folder, or COPY it{{hint}}',
    module: 'the module {{module}} is not in {{folder}}, which is mounted at {{target}}, so Python ends at once{{hint}}',
  },
  *check(launch, { options }): Iterable<Found> {
    for (const { word, path, container } of filesOf(launch)) {
      const located = container.locate(path);
      if (located.kind === 'mounted') yield* unmounted(launch, word, located, path);
      else if (located.kind === 'outside') yield* notWithCaller(launch, word, located, path);
      else if (located.kind === 'image') yield* absent(launch, word, path, options.plainBases);
    }
    for (const { target, workdir, container } of launch.starts)
      if (target.kind === 'module') yield* missingModule(launch, target.part, workdir, container);
  },
});

interface Started {
  readonly word: Part;
  /** Absolute, in the container. */
  readonly path: string;
  readonly container: Container;
}

/** Files that the command starts: Python programs wherever they stand, and a shell script or program given as its first word. */
function filesOf(launch: Launch): readonly Started[] {
  const started: Started[] = launch.starts.flatMap(({ target, workdir, container, preceded }) => {
    const text = target.kind === 'file' ? target.part.text : undefined;
    const path = text?.startsWith('/') ? text : text && workdir ? posix.join(workdir, text) : undefined;
    return path === undefined || preceded ? [] : [{ word: target.part, path, container }];
  });
  const { command, entrypoint, ambiguous, open } = launch.spec;
  if (entrypoint || ambiguous || open.length > 0) return started;
  const [first, second] = command;
  const isShell = /^(\/(usr\/)?bin\/)?(ba|da|)sh$/.test(first?.text ?? '');
  const word = isShell ? second : first;
  const container = launch.container;
  if (word?.text === undefined || launch.image.view?.entrypoint || !/\.(sh|bash)$/.test(word.text)) return started;
  const path = word.text.startsWith('/') ? word.text : container.workdir && posix.join(container.workdir, word.text);
  return path && (isShell || word.text.includes('/')) ? [...started, { word, path, container }] : started;
}

function* unmounted(launch: Launch, word: Part, located: Located & { readonly kind: 'mounted' }, path: string): Iterable<Found> {
  const { repository, command } = launch;
  const file = located.path;
  if (repository.kind(file) !== undefined || isBehindLink(repository, folderOf(file)) || repository.ignoredBy(file)) return;
  if (located.mount.flag.flag.word.when && located.mount.flag.flag.word.when.length > 0) return;
  if ([...command.created.keys()].some((made) => made.endsWith(`/${posix.basename(file)}`))) return;
  if (repository.kind(mountedFolder(located, path)) !== 'folder') return;
  yield {
    message: 'unmounted',
    data: {
      file: word.text,
      folder: shown(mountedFolder(located, path)),
      target: located.mount.target.text,
      hint: hintFor(launch, file),
    },
    at: word.span,
    related: [{ message: 'mounted here', at: located.mount.flag.span }],
  };
}

function hintFor({ repository }: Launch, file: string): string {
  const folder = posix.dirname(file) === '.' ? '' : posix.dirname(file);
  const names = repository.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  const near = closest(
    posix.basename(file),
    names.filter((name) => posix.extname(name) === posix.extname(file)),
  );
  return near ? `; did you mean "${near}"?` : '; name a file that is there, or mount its folder';
}

/** The caller's folder is mounted: the file is in it for none of the folders that scripts are called from. */
function* notWithCaller(
  launch: Launch,
  word: Part,
  located: Located & { readonly kind: 'outside' },
  path: string,
): Iterable<Found> {
  const { repository, command } = launch;
  const { mount } = located;
  const rooted = mount.source?.text === undefined ? undefined : rootedPath(mount.source.text);
  if (mount.type !== 'bind' || rooted?.root !== 'caller' || rooted.above > 0 || mount.flag.flag.word.when?.length) return;
  const below = posix.relative(mount.target.text ?? '/', path);
  const [, ...callers] = foldersFrom(launch.path);
  const folders = callers.map((caller) => posix.join(caller, rooted.path));
  const candidates = folders.filter((folder) => repository.kind(folder === '.' ? '' : folder.replace(/\/$/, '')) === 'folder');
  const files = candidates.map((folder) => posix.join(folder, below));
  const [first] = files;
  if (first === undefined || below.startsWith('..')) return;
  if (
    files.some(
      (file) => repository.kind(file) !== undefined || isBehindLink(repository, folderOf(file)) || repository.ignoredBy(file),
    )
  )
    return;
  if ([...command.created.keys()].some((made) => made.endsWith(`/${posix.basename(first)}`))) return;
  yield {
    message: 'caller',
    data: { file: word.text, hint: hintFor(launch, first) },
    at: word.span,
    related: [{ message: 'mounted here', at: mount.flag.span }],
  };
}

/** The folder of the repository that the mount shows. */
function mountedFolder({ path, mount }: Located & { readonly kind: 'mounted' }, inside: string): string {
  const below = posix.relative(mount.target.text ?? '/', inside);
  return path.slice(0, Math.max(0, path.length - below.length)).replace(/\/$/, '');
}

const shown = (folder: string): string => (folder === '' ? 'the repository’s root' : folder);

/** Certain only where the image is made of a plain base, and no command of the build can have brought the file. */
function* absent(launch: Launch, word: Part, path: string, plain: readonly string[]): Iterable<Found> {
  const { builds, dockerfile, view: image } = launch.image;
  const name = launch.spec.image?.text;
  if (!dockerfile || !image || name === undefined || builds.length !== 1) return;
  const base = image.base.value === undefined ? undefined : parseImage(image.base.value);
  if (!base || typeof base === 'string' || !plain.includes(base.familiar)) return;
  const { file } = dockerfile.dockerfile;
  const commands = image.stages.flatMap((stage) => stage.runs.flatMap((run) => runCommands(run, stage, file)));
  if (commands.some((command) => mayMakeFiles(command.words.map(({ text }) => text)))) return;
  if (
    image.stages.some((stage) =>
      stage.runs.some(({ span }) => file.text.slice(span.start, span.end).includes(posix.basename(path))),
    )
  )
    return;
  const related: Related[] = [{ message: 'the image', at: image.base.span }];
  const beside = posix.join(posix.dirname(dockerfile.path), posix.basename(path));
  const hint = launch.repository.kind(beside) === 'file' ? ` (${beside})` : '';
  yield { message: 'absent', data: { file: word.text, dockerfile: dockerfile.path, hint }, at: word.span, related };
}

const makers =
  /^(git|wget|curl|unzip|tar|cp|mv|ln|rsync|hf|huggingface-cli|gdown|aria2c|svn|hg|bash|sh|python3?|make|cmake|npm|install)$/;

/** By its program: `apt-get install wget` makes no file of the example’s. */
function mayMakeFiles(words: readonly (string | undefined)[]): boolean {
  const program = words.find((word) => word === undefined || !/^(sudo|env|time|exec|\w+=.*|-.*)$/.test(word));
  return program === undefined || makers.test(posix.basename(program));
}

function* missingModule(launch: Launch, part: Part, workdir: string | undefined, container: Container): Iterable<Found> {
  const name = part.text;
  if (name === undefined || workdir === undefined || !/^\w+(\.\w+)+$/.test(name)) return;
  const [top = '', ...rest] = name.split('.');
  const located = container.locate(posix.join(workdir, top));
  const { repository } = launch;
  if (located.kind !== 'mounted' || repository.kind(located.path) !== 'folder' || isBehindLink(repository, located.path)) return;
  const module = posix.join(located.path, ...rest);
  if (repository.kind(`${module}.py`) || repository.kind(module) === 'folder' || repository.ignoredBy(`${module}.py`)) return;
  const near = closest(
    rest.at(-1) ?? '',
    repository.list(posix.dirname(module)).flatMap(({ name: file }) => (file.endsWith('.py') ? [file.slice(0, -3)] : [])),
  );
  yield {
    message: 'module',
    data: {
      module: name,
      folder: shown(mountedFolder(located, posix.join(workdir, top))),
      target: located.mount.target.text,
      hint: near ? `; did you mean "${near}"?` : '',
    },
    at: part.span,
    related: [{ message: 'mounted here', at: located.mount.flag.span }],
  };
}
