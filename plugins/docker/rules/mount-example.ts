import { defineRule, type Launch, type Mount, type Report } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { demandsOn, type RequiredMount, requiredMounts } from '../mount-demands';
import { repositorySource, targetOf } from '../paths';
import { folderName, startedFiles } from '../started-files';

interface Options {
  readonly required: readonly RequiredMount[];
}

type Id = 'above' | 'other';

const launch = (source: string, file: string): string => `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "${source}:/workspace" -w /workspace demo python ${file}
`;

export default defineRule<'launch', Options, Id>({
  name: 'mount-example',
  scope: 'launch',
  docs: {
    summary: "The example's own folder is mounted where its container works",
    why: 'A container that works in the root of the repository writes its results there, and can change the code of all other examples. One that works in the folder of another example runs that example.',
    bad: [
      {
        wrong: 'The root of the repository is mounted, and the command is written to match.',
        sample: { 'train.sh': launch('$DIR/../..', 'examples/demo/train.py'), 'train.py': '' },
      },
      {
        wrong: 'The folder of another example is mounted.',
        sample: { 'train.sh': launch('$DIR/../other', 'train.py'), 'train.py': '', '/examples/other/train.py': '' },
      },
    ],
    good: { 'train.sh': launch('$DIR', 'train.py'), 'train.py': '' },
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { required: requiredMounts } },
    tables: { required: 'mounts.required' },
  },
  messages: {
    above:
      "{{target}} should be the example's own folder, but gets {{folder}}, so results end up there, and a run can change the code of other examples. Mount `${SCRIPT_DIR}` there, and write `{{file}}` in the command.",
    other:
      "{{target}} should be the example's own folder, but gets {{folder}}, so the container runs another example's code. Mount `${SCRIPT_DIR}` there.",
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const demand of demandsOn(path, options.required)) {
        if (demand.source !== 'example') continue;
        for (const mount of path.spec.mounts) {
          const found = targetOf(mount) === demand.target ? faultOf(path, mount) : undefined;
          if (found) yield { ...found, related: [startedAt(path)], ...(demand.severity && { severity: demand.severity }) };
        }
      }
    });
  },
});

function faultOf(launch: Launch, mount: Mount): Report<Id> | undefined {
  const { example, container, repository } = launch;
  const target = targetOf(mount);
  const folder = repositorySource(launch, mount);
  if (!example || folder === undefined || mount.readonly !== false || container.workdir !== target) return undefined;
  if (folder === example.folder || folder.startsWith(`${example.folder}/`) || repository.kind(folder) !== 'folder')
    return undefined;
  // docker/command reports a command that isn't there.
  const file = startedIn(launch, mount);
  if (file === undefined) return undefined;
  const isAbove = folder === '' || example.folder.startsWith(`${folder}/`);
  const isOwn = file.startsWith(`${example.folder}/`);
  if (isAbove !== isOwn) return undefined;
  const data = { target, folder: folderName(folder), file: file.slice(example.folder.length + 1) };
  return { message: isAbove ? 'above' : 'other', data, at: mount.span };
}

/** The file of the repository that the container starts from the mount. */
function startedIn(launch: Launch, mount: Mount): string | undefined {
  const files = startedFiles(launch).map(({ path, container }) => container.locate(path));
  const [first] = files;
  if (first?.kind !== 'mounted' || first.mount !== mount) return undefined;
  return launch.repository.kind(first.path) === 'file' ? first.path : undefined;
}
