import { posix } from 'node:path';
import {
  defineRule,
  exampleTargetInstead,
  foldersFrom,
  type Launch,
  type Located,
  type Report,
  rootedPath,
} from '../../../src/api';
import { allContainers, workdirSetting } from '../languages';
import {
  createsNamesake,
  folderName,
  isSometimes,
  mayAppear,
  mountedFolder,
  mountedHere,
  type StartedFile,
  similarFile,
  startedFiles,
  targetWith,
} from '../started-files';

type Id = 'workdir' | 'missing' | 'misspelled' | 'caller' | 'caller-misspelled' | 'reader' | 'reader-misspelled';

const nearName = { replace: '{{file}}', by: '{{near}}', unsafe: true };

export default defineRule<'launch', object, Id>({
  name: 'command',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'The file that a container starts is in the folder that is mounted there',
    why: 'The container is created and takes the GPU, and then stops with “No such file or directory”. The usual causes are a renamed file, or a mount of the folder above or below.',
    bad: [
      {
        wrong: 'The file is `train.py`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python trian.py
`,
          'train.py': '',
        },
      },
      {
        wrong: 'No file of the folder resembles it.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python finetune_adapter.py
`,
          'train.py': '',
        },
      },
      {
        wrong: "Neither the script's folder nor any above has `predict.py`.",
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm -v "$(pwd):/workspace" -w /workspace demo python predict.py
`,
          'train.py': '',
        },
      },
      {
        wrong: 'The file is `train.py`, and neither folder has `trian.py`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm -v "$(pwd):/workspace" -w /workspace demo python trian.py
`,
          'train.py': '',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo torchrun --nproc_per_node 2 train.py "$@"
`,
        'train.py': '',
      },
      `#!/bin/bash
docker run --rm vllm/vllm-openai:v0.11.0 python /opt/serve.py
`,
    ],
  },
  messages: {
    workdir:
      "{{file}} isn't in {{folder}}, which is mounted at {{target}}, where the container starts, so the container stops immediately. Write `{{flag}}`, which has it.",
    missing:
      "{{file}} isn't in {{folder}}, which is mounted at {{target}}, so the container stops immediately. Name an existing file, or mount its folder.",
    misspelled:
      "{{file}} isn't in {{folder}}, which is mounted at {{target}}, so the container stops immediately. Did you mean `{{near}}`?",
    caller:
      "{{file}} isn't in the mounted folder, no matter whether the script is started from its own folder or one above, so the container stops immediately. Name an existing file, or mount its folder.",
    reader:
      "{{file}} isn't in the mounted folder, no matter whether the command is typed in this file's folder or one above, so the container stops immediately. Name an existing file, or mount its folder.",
    'reader-misspelled':
      "{{file}} isn't in the mounted folder, no matter whether the command is typed in this file's folder or one above, so the container stops immediately. Did you mean `{{near}}`?",
    'caller-misspelled':
      "{{file}} isn't in the mounted folder, no matter whether the script is started from its own folder or one above, so the container stops immediately. Did you mean `{{near}}`?",
  },
  fixes: { misspelled: nearName, 'caller-misspelled': nearName, 'reader-misspelled': nearName },
  *check(launch) {
    if (launch.script.given.folder === null) return;
    for (const file of startedFiles(launch)) {
      const located = file.container.locate(file.path);
      const found =
        located.kind === 'mounted'
          ? missingIn(launch, file, located)
          : located.kind === 'outside'
            ? missingForCallers(launch, file, located)
            : undefined;
      if (found) yield found;
    }
  },
});

function missingIn(
  launch: Launch,
  { word, path }: StartedFile,
  located: Located & { readonly kind: 'mounted' },
): Report<Id> | undefined {
  const folder = mountedFolder(located, path);
  if (mayAppear(launch, located.path) || isSometimes(located.mount) || createsNamesake(launch, located.path)) return undefined;
  if (launch.repository.kind(folder) !== 'folder') return undefined;
  const elsewhere = targetWith(launch, word.text ?? '/');
  if (elsewhere !== undefined && exampleTargetInstead(launch) === elsewhere) return undefined;
  const near = similarFile(launch, located.path);
  const flag = elsewhere && workdirSetting(launch, elsewhere);
  return {
    message: flag ? 'workdir' : near ? 'misspelled' : 'missing',
    data: { file: word.text, folder: folderName(folder), target: located.mount.target.text, near, flag },
    at: (flag && launch.spec.workdir?.span) || word.span,
    related: [mountedHere(located.mount)],
  };
}

/** The caller's folder is mounted, and none of the folders that scripts are started from has the file. */
function missingForCallers(
  launch: Launch,
  { word, path }: StartedFile,
  { mount }: Located & { readonly kind: 'outside' },
): Report<Id> | undefined {
  const rooted = mount.source?.text === undefined ? undefined : rootedPath(mount.source.text);
  if (mount.type !== 'bind' || rooted?.root !== 'caller' || rooted.above > 0 || isSometimes(mount)) return undefined;
  const below = posix.relative(mount.target.text ?? '/', path);
  const [, ...callers] = foldersFrom(launch.path);
  const files = callers
    .map((caller) => posix.join(caller, rooted.path))
    .filter((folder) => launch.repository.kind(folder === '.' ? '' : folder.replace(/\/$/, '')) === 'folder')
    .map((folder) => posix.join(folder, below));
  const [first] = files;
  if (first === undefined || below.startsWith('..')) return undefined;
  if (files.some((file) => mayAppear(launch, file)) || createsNamesake(launch, first)) return undefined;
  const near = similarFile(launch, first);
  return {
    message: `${launch.script.language === 'markdown' ? 'reader' : 'caller'}${near ? '-misspelled' : ''}`,
    data: { file: word.text, near },
    at: word.span,
    related: [mountedHere(mount)],
  };
}
