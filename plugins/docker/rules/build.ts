import {
  defineRule,
  folderOf,
  type ImageBuild,
  isBehindLink,
  isNear,
  nameOf,
  type Part,
  type Report,
  type Repository,
} from '../../../src/api';
import { originOf } from '../origin';

type Found = Report<'context' | 'dockerfile'>;

const start = '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\n';

export default defineRule({
  name: 'build',
  scope: 'example',
  docs: {
    summary: 'The build context and the Dockerfile that a build names are there',
    why: 'A folder that was moved, or a Dockerfile that was renamed, stops the build at once, and the image of the last build goes on being used.',
    bad: [
      { 'build.sh': `${start}docker build -t demo "$DIR/docker"\n`, Dockerfile: 'FROM python:3.12\n' },
      { 'build.sh': `${start}docker build -t demo -f "$DIR/Dockerfile.gpu" "$DIR"\n`, Dockerfile: 'FROM python:3.12\n' },
    ],
    good: [
      { 'build.sh': `${start}docker build -t demo "$DIR"\n`, Dockerfile: 'FROM python:3.12\n' },
      { 'build.sh': `${start}git clone https://example.com/net.git "$DIR/net"\ndocker build -t demo "$DIR/net"\n` },
    ],
  },
  messages: {
    context: 'there is no folder {{path}}, so the build stops; name the folder that was meant{{hint}}',
    dockerfile: 'there is no file {{path}}, so the build stops; name the Dockerfile that was meant{{hint}}',
  },
  *check(example): Iterable<Found> {
    const { repository } = example;
    for (const build of example.builds) {
      const { context, dockerfile, spec } = build;
      // What depends on the caller's folder is told by `shell/script-directory`.
      if (build.fromCaller || spec.ambiguous) continue;
      if (context !== undefined && spec.context && repository.kind(context) !== 'folder') {
        if (isSurelyAbsent(build, context)) yield fault('context', repository, context, spec.context);
      } else if (dockerfile !== undefined && spec.dockerfile && repository.kind(dockerfile) !== 'file') {
        if (isSurelyAbsent(build, dockerfile)) yield fault('dockerfile', repository, dockerfile, spec.dockerfile);
      }
    }
  },
});

function fault(message: 'context' | 'dockerfile', repository: Repository, path: string, part: Part): Found {
  const folder = folderOf(path);
  const name = nameOf(path);
  const wanted = message === 'context' ? 'folder' : 'file';
  const beside = repository
    .list(folder)
    .filter(({ kind }) => kind === wanted)
    .map((entry) => entry.name);
  const near =
    beside.find((other) => isNear(name, other)) ??
    (wanted === 'file' ? beside.find((other) => /dockerfile/i.test(other)) : undefined);
  return { message, data: { path, hint: near ? `, such as ${near}` : '' }, at: originOf(part) };
}

/** Commands that bring files or folders. */
const makers = /\b(?:mkdir|cp|mv|ln|rsync|clone|curl|wget|tar|unzip|tee|cat|echo|printf|sed|submodule|envsubst|install)\b|>/;

/** Not ignored, no submodule, not tested for, and no line of the script can have brought it. */
function isSurelyAbsent({ script, command }: ImageBuild, path: string): boolean {
  const { repository } = script;
  if (repository.ignoredBy(path) || repository.ignoredBy(`${path}/`) || isBehindLink(repository, path)) return false;
  if ([...command.when, ...command.requires].some(({ key }) => key.includes(path))) return false;
  const name = nameOf(path);
  const { text } = script.shell.file;
  return !text
    .split('\n')
    .some((line) => !/^\s*#/.test(line) && line.includes(name) && makers.test(line.replace(/\b(?:docker|podman)\b.*/, '')));
}
