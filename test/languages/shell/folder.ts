import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ShellHost } from '../../../src/languages/shell/state/shell';
import { REPOSITORY } from '../../../src/languages/shell/values/roots';

/** The files that the cases in `cases.ts` use, and a `docker` that appends its words to `$RECORD`: their count, then each word with a NUL. */
const caseFiles: Readonly<Record<string, string>> = {
  'a.txt': 'a\n',
  'b.txt': 'b\n',
  'c d.txt': 'cd\n',
  '.hidden': '',
  'sub/x.sh': '#!/bin/bash\ndocker "x.sh" "$@" "$PWD" "${E-unset}"\n',
  'sub/deep/y.txt': '',
  'lines.txt': 'one\ntwo words\nthree\n',
  'lib.sh': 'LIB="lib $(basename "${BASH_SOURCE[0]}")"\nhelper() { docker "helper" "$@"; }\n',
  'bin/docker': '#!/bin/bash\n{ printf "%s\\0" "$#" "$@"; } >> "$RECORD"\n',
  'home/.keep': '',
};

export function makeCaseFolder(folder: string): void {
  for (const [path, text] of Object.entries(caseFiles)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    if (/x\.sh$|docker$/.test(path)) chmodSync(full, 0o755);
  }
}

export const diskHost: ShellHost = {
  kind: (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? 'missing' : stat.isDirectory() ? 'folder' : 'file';
  },
  read: (path) => (statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined),
  list: (path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path) : undefined),
  executable: (path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0,
};

/** A repository in memory as symbolic evaluation sees it: no file is certainly missing. */
export function memoryHost(files: Readonly<Record<string, string>> = {}): ShellHost {
  const inside = (path: string): string | undefined =>
    path === REPOSITORY ? '' : path.startsWith(`${REPOSITORY}/`) ? path.slice(REPOSITORY.length + 1) : undefined;
  const below = (folder: string): string[] => Object.keys(files).filter((path) => folder === '' || path.startsWith(`${folder}/`));
  return {
    kind(path) {
      const file = inside(path);
      if (file === undefined) return undefined;
      return files[file] !== undefined ? 'file' : below(file).length > 0 ? 'folder' : undefined;
    },
    read: (path) => files[inside(path) ?? ''],
    list(path) {
      const folder = inside(path);
      if (folder === undefined) return undefined;
      const start = folder === '' ? 0 : folder.length + 1;
      return [...new Set(below(folder).map((one) => one.slice(start).split('/')[0]!))];
    },
    executable: () => true,
  };
}
