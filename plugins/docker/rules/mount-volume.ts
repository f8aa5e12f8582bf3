import { defineRule, folderOf, joinPath, type Launch, type Mount, nameOf, pattern, type Report } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { typedCommands } from '../languages';

export default defineRule({
  name: 'mount-volume',
  scope: 'launch',
  languages: typedCommands,
  docs: {
    summary: "A folder that is mounted is given by its path, not by a volume's name",
    why: 'A source without a slash is the name of a volume. Docker creates it empty, so the container sees none of the files in the folder of that name, and what it writes there never reaches the folder.',
    bad: [
      {
        wrong: '`data` is an empty volume here, not the folder beside the script.',
        sample: {
          'train.sh': `#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v data:/data demo python train.py
`,
          'data/train.csv': '1,2\n',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$SCRIPT_DIR/data:/data" demo python train.py
`,
        'data/train.csv': '1,2\n',
      },
      `#!/bin/bash
docker volume create data
docker run -v data:/data demo python train.py
`,
    ],
    references: ['https://docs.docker.com/engine/storage/volumes/#syntax'],
  },
  messages: {
    volume:
      '`{{name}}` is the name of a volume, not the folder {{folder}}, so the container sees none of its files. Write `{{instead}}`.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path): Iterable<Report<'volume'>> {
      for (const mount of path.spec.mounts) {
        const name = mount.source?.text;
        if (name === undefined || mount.type !== 'volume' || mount.typeSpan || mount.from === '--tmpfs') continue;
        const folder = folderNamed(path, name);
        if (folder === undefined || isDeclared(path, name)) continue;
        const data = { name, folder, instead: insteadOf(path, mount, folder) };
        yield { message: 'volume', data, at: mount.sourceSpan ?? mount.span };
      }
    });
  },
});

/** The folder of that name beside the script or in its example. */
function folderNamed({ repository, example, path }: Launch, name: string): string | undefined {
  const folders = [folderOf(path), ...(example ? [example.folder] : [])];
  return folders.map((folder) => joinPath(folder, name)).find((folder) => repository.kind(folder) === 'folder');
}

/** A script creates a volume of that name, or a compose file declares it. */
function isDeclared({ repository, example, script }: Launch, name: string): boolean {
  const creates = pattern`volume\s+create\s[^\n]*(?<![\w.-])${name}(?![\w.-])`;
  if ([script, ...(example?.scripts ?? [])].some(({ shell }) => creates.test(shell.file.text))) return true;
  const declares = pattern`^[ \t]+${name}:`;
  return repository.files.some(({ path }) => {
    if (!/\.ya?ml$/.test(path) || !nameOf(path).includes('compose')) return false;
    const text = repository.source(path)?.text ?? '';
    const at = text.search(/^volumes:/m);
    return (
      at >= 0 &&
      text
        .slice(at)
        .split('\n')
        .some((line) => declares.test(line))
    );
  });
}

/** The folder of a file that isn't a script, in its own words. */
const here: { readonly [language: string]: string } = { make: '$(CURDIR)', workflow: '$PWD', markdown: '$PWD' };

/** The mount with the folder's path, in the script's own words for where it is. */
function insteadOf({ script, path }: Launch, mount: Mount, folder: string): string {
  const own = folderOf(path);
  const variable = /^[ \t]*(?:readonly |export |local )?(\w+)="?\$\(cd "?\$\(dirname [^)\n]{0,60}\)"? [^)/\n]{0,30}\)"?$/m.exec(
    script.shell.file.text,
  )?.[1];
  const start = variable ? `$${variable}` : (here[script.language] ?? '$(cd "$(dirname "$0")" && pwd)');
  const rest = own === folderOf(folder) ? folder.slice(own === '' ? 0 : own.length + 1) : undefined;
  const source = rest === undefined ? `$(git rev-parse --show-toplevel)/${folder}` : `${start}/${rest}`;
  const target = mount.target.text ?? '/data';
  const readonly = mount.readonly === true;
  return mount.from === '-v'
    ? `"${source}:${target}${readonly ? ':ro' : ''}"`
    : `"type=bind,src=${source},dst=${target}${readonly ? ',readonly' : ''}"`;
}
