import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { git } from './git';
import { smallRepository } from './small-repository';

/** A change of a repository on disk. It does what it can: a file may be gone by then. */
export interface Edit {
  readonly kind: (typeof kinds)[number];
  readonly path: string;
  readonly other: string;
  readonly text: string;
}

const kinds = [
  'write',
  'sameSizeAndTime',
  'touch',
  'chmod',
  'rename',
  'remove',
  'link',
  'folder',
  'gitAdd',
  'gitRemove',
  'back',
] as const;

const newPaths = [
  'examples/three/example.yaml',
  'examples/three/train.sh',
  'examples/one/inner/example.yaml',
  'examples/one/torch.py',
  'examples/one/shared/loop.py',
  'examples/one/.dockerignore',
  'examples/one/.gitignore',
  'examples/two/Dockerfile.gpu',
  'examples/two/logs/run.log',
  'examples/README.md',
  '.cvlrc',
];

const path = fc.constantFrom(...Object.keys(smallRepository), ...newPaths);

export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...kinds),
  path,
  other: path,
  text: fc.constantFrom(
    ...Object.values(smallRepository),
    '',
    'logs/\n!train.sh\n',
    '# cvl-disable-file\nset -e\n',
    'rules: {}\n',
  ),
});

export function apply(root: string, { kind, path, other, text }: Edit): void {
  const full = join(root, path);
  const target = join(root, other);
  try {
    act[kind]({ root, path, full, target, text });
  } catch (error) {
    if (
      !['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOTEMPTY', 'EINVAL', 'ELOOP'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      throw error;
  }
}

interface Place {
  readonly root: string;
  readonly path: string;
  readonly full: string;
  readonly target: string;
  readonly text: string;
}

function write(full: string, text: string): void {
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

const act: { readonly [kind in Edit['kind']]: (place: Place) => void } = {
  write: ({ full, text }) => write(full, text),
  sameSizeAndTime({ full }) {
    const { mtime, atime } = lstatSync(full);
    const text = readFileSync(full, 'utf8');
    writeFileSync(
      full,
      text.replace(/[a-z](?=[^a-z]*$)/, (letter) => (letter === 'x' ? 'y' : 'x')),
    );
    utimesSync(full, atime, mtime);
  },
  touch: ({ full }) => utimesSync(full, 1, 1),
  chmod: ({ full }) => chmodSync(full, lstatSync(full).mode & 0o100 ? 0o644 : 0o755),
  rename({ full, target }) {
    mkdirSync(dirname(target), { recursive: true });
    renameSync(full, target);
  },
  remove: ({ full }) => rmSync(full, { recursive: true, force: true }),
  link({ full, target }) {
    mkdirSync(dirname(full), { recursive: true });
    rmSync(full, { recursive: true, force: true });
    symlinkSync(target, full);
  },
  folder({ full }) {
    rmSync(full, { recursive: true, force: true });
    mkdirSync(full, { recursive: true });
  },
  gitAdd: ({ root, path }) => git(root, 'add', '-f', path),
  gitRemove: ({ root, path }) => git(root, 'rm', '-q', '--cached', path),
  back({ full, path }) {
    const text = smallRepository[path];
    if (text !== undefined && !existsSync(full)) write(full, text);
  },
};
