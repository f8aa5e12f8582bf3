import {
  type Bashism,
  bashisms,
  defineRule,
  folderOf,
  foldersFrom,
  joinPath,
  keyedQuery,
  type PlainWord,
  type Repository,
  type Script,
  type Span,
  simpleCommands,
  writtenAt,
} from '../../../src/api';

interface Use {
  /** The word `sh`. */
  readonly at: Span;
  readonly shell: string;
  /** The script as it's written, and its path from the root. */
  readonly written: string;
  readonly path: string;
  readonly need: Bashism;
}

type Id = 'missing' | 'silent';

export default defineRule<'script', Record<string, never>, Id>({
  name: 'interpreter',
  scope: 'script',
  languages: ['shell', 'make', 'workflow', 'markdown', 'devcontainer'],
  fixable: true,
  docs: {
    summary: 'Scripts that need Bash are started with Bash',
    why: '`sh train.sh` ignores the first line of the script. On Debian and Ubuntu, `sh` is dash, which has no `[[ … ]]`, no arrays, and no `source`: the script stops in the middle, or goes on with the wrong branch. A file with several such commands has one finding.',
    bad: [
      {
        wrong: 'dash has no `[[ … ]]`.',
        sample: {
          'README.md': '# Demo\n\n```bash\nsh train.sh\n```\n',
          'train.sh': '#!/bin/bash\nif [[ -z $DATA ]]; then DATA=data; fi\npython train.py --data "$DATA"\n',
        },
      },
      {
        wrong: 'dash has no arrays.',
        sample: {
          'all.sh': '#!/bin/bash\nsh train.sh\n',
          'train.sh': '#!/bin/bash\nARGS=(--epochs 3)\npython train.py "${ARGS[@]}"\n',
        },
      },
    ],
    good: [
      {
        'README.md': '# Demo\n\n```bash\nbash train.sh\n```\n',
        'train.sh': '#!/bin/bash\nif [[ -z $DATA ]]; then DATA=data; fi\npython train.py --data "$DATA"\n',
      },
      { 'README.md': '# Demo\n\n```bash\nsh train.sh\n```\n', 'train.sh': '#!/bin/bash\npython train.py\n' },
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  messages: {
    missing: '{{script}} needs Bash: `sh` has no {{feature}} on Debian and Ubuntu, so it fails there. Write `{{fixed}}`{{more}}.',
    silent: '{{script}} needs Bash: `sh` has no {{feature}} on Debian and Ubuntu and {{effect}}. Write `{{fixed}}`{{more}}.',
  },
  *check(script) {
    const { path, repository } = script;
    const uses = usesIn(repository, path);
    const [first] = uses;
    if (!first || firstScriptOf(repository, path) !== script) return;
    const { at, shell, written, need } = first;
    const others = uses.length - 1;
    yield {
      message: need.effect === undefined ? 'missing' : 'silent',
      data: {
        script: first.path,
        feature: need.feature,
        effect: need.effect,
        fixed: `${withBash(shell)} ${written}`,
        more: others === 0 ? '' : `, and ${others} more time${others === 1 ? '' : 's'} in this file`,
      },
      at,
      related: [{ message: 'This needs Bash.', at: need.span }],
      fix: uses.map((use) => ({ ...use.at, text: withBash(use.shell) })),
    };
  },
});

const withBash = (shell: string): string => shell.replace(/(?:da)?sh$/, 'bash');

const firstScriptOf = keyedQuery('shell.firstScript', (repository: Repository, path): Script | undefined =>
  scriptsOf(repository, path).at(0),
);

const scriptsOf = (repository: Repository, path: string): readonly Script[] => {
  const embedded = repository.embeddedScriptsIn(path);
  if (embedded.length > 0) return embedded.filter(({ given }) => given.commands === undefined);
  const script = repository.script(path);
  return script ? [script] : [];
};

/** The commands of a file that start a Bash script with `sh`, one for each place. */
const usesIn = keyedQuery('shell.shUses', (repository: Repository, path): readonly Use[] => {
  const text = repository.source(path)?.text ?? '';
  if (!/(?<![\w.])(?:da)?sh[ \t]+\S*\.sh\b/.test(text)) return [];
  const uses = new Map<number, Use>();
  for (const script of scriptsOf(repository, path)) for (const use of usesOf(script, text)) uses.set(use.at.start, use);
  return [...uses.values()].sort((one, other) => one.at.start - other.at.start);
});

function* usesOf({ shell, repository, path }: Script, text: string): Iterable<Use> {
  if (shell.problems.length > 0) return;
  let moved = false;
  for (const { words } of simpleCommands(shell)) {
    const [program, operand] = words;
    if (program?.text === 'cd' || program?.text === 'pushd') moved = true;
    if (!program || !/^(?:\/bin\/)?(?:da)?sh$/.test(program.text ?? '')) continue;
    const called = operand && bashScript(operand, folderOf(path), repository, moved);
    const at = writtenAt(shell, program.span);
    if (!called || text.slice(at.start, at.end) !== program.text) continue;
    yield { at, shell: program.text, written: operand.text ?? '', ...called };
  }
}

/** The script that a word names, if only Bash can run it and it is started from one place only. */
function bashScript(
  { text }: PlainWord,
  folder: string,
  repository: Repository,
  moved: boolean,
): { readonly path: string; readonly need: Bashism } | undefined {
  if (text === undefined || !/^(?:\.\/)?[\w][\w./-]*\.sh$/.test(text) || text.includes('..')) return undefined;
  const name = text.replace(/^\.\//, '');
  const places = foldersFrom(folder)
    .map((above) => joinPath(above, name))
    .filter((path) => repository.kind(path) === 'file');
  const [path, other] = places;
  if (path === undefined || other !== undefined || (moved && !name.includes('/'))) return undefined;
  const shell = repository.script(path)?.shell;
  // Its own first line is wrong where it asks for `sh`.
  if (!shell || shell.problems.length > 0 || /^(\/usr)?\/bin\/(env\s+)?(sh|dash)\b/.test(shell.shebang ?? '')) return undefined;
  const needs = bashisms(shell.tree, path);
  const need = needs.find(({ effect }) => effect === undefined) ?? needs[0];
  return need && { path, need };
}
