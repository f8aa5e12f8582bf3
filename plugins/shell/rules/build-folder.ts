import { posix } from 'node:path';
import { defineRule, folderOf, foldersFrom, isBatchJob } from '../../../src/api';
import { type CallerBuild, callerBuilds } from '../caller-builds';
import { isShell } from '../dialect';

export default defineRule({
  name: 'build-folder',
  scope: 'script',
  docs: {
    summary: 'The folder that a script builds exists',
    why: 'A script that was copied, or whose example was renamed, still builds the old folder: the build fails wherever the script is called from.',
    bad: [
      {
        wrong: 'The example is in `examples/demo` now.',
        sample: { 'build.sh': '#!/bin/bash\ndocker build -t demo examples/old_name/demo\n' },
      },
    ],
    good: { 'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n', Dockerfile: 'FROM python:3.12\n' },
  },
  messages: {
    moved:
      'There is no folder `{{path}}` beside the script or above it, so the build fails. Fix the path, or write `"$(dirname "$0")"` for the folder of the script.',
  },
  *check(script) {
    if (!isShell(script.shell) || isBatchJob(script.shell)) return;
    for (const each of callerBuilds(script)) {
      // One that works from some folder is shell/script-directory's.
      if (each.build.caller !== undefined) return;
      if (hasMoved(each)) yield { message: 'moved', data: { path: each.path }, at: each.at };
    }
  },
});

/** No folder on the way up has the path, but one has its first folder. What the script makes has no such beginning. */
function hasMoved({ build: { script }, path }: CallerBuild): boolean {
  const { repository } = script;
  const [first = ''] = posix.normalize(path).split('/');
  if (!/^\w/.test(first) || !path.includes('/')) return false;
  const callers = foldersFrom(folderOf(script.path));
  const isFolder = (caller: string, below: string): boolean => repository.kind(posix.join(caller, below)) === 'folder';
  return callers.some((caller) => isFolder(caller, first)) && !callers.some((caller) => isFolder(caller, path));
}
