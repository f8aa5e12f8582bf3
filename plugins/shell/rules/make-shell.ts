import {
  type Bashism,
  bashisms,
  defineRule,
  keyedQuery,
  nameOf,
  type Repository,
  type Script,
  writtenAt,
} from '../../../src/api';

type Id = 'missing' | 'silent';

export default defineRule<'script', Record<string, never>, Id>({
  name: 'make-shell',
  scope: 'script',
  languages: ['make'],
  docs: {
    summary: 'Recipes that need Bash have a makefile that asks for Bash',
    why: 'make runs recipes with `/bin/sh`, whatever the shell of the caller is. On Debian and Ubuntu that is dash, which has no `source`, no `[[ … ]]`, and no arrays: “source: not found”. The first such line of a makefile is reported.',
    bad: [
      {
        wrong: 'dash has no `source`.',
        sample: { Makefile: 'train:\n\tsource .venv/bin/activate && python train.py\n' },
      },
      {
        wrong: 'dash takes `{1..3}` for one word.',
        sample: { Makefile: 'sweep:\n\tfor seed in {1..3}; do python train.py --seed $$seed; done\n' },
      },
    ],
    good: [
      { Makefile: 'SHELL := /bin/bash\ntrain:\n\tsource .venv/bin/activate && python train.py\n' },
      { Makefile: 'train:\n\t. .venv/bin/activate && python train.py\n' },
      { Makefile: 'train:\n\tbash -c "source .venv/bin/activate && python train.py"\n' },
    ],
    references: [
      'https://www.gnu.org/software/make/manual/html_node/Choosing-the-Shell.html',
      'https://wiki.ubuntu.com/DashAsBinSh',
    ],
  },
  messages: {
    missing:
      'make runs this with `/bin/sh`, which has no {{feature}} on Debian and Ubuntu, so it fails there. Write `SHELL := /bin/bash` at the top of {{file}}.',
    silent:
      'make runs this with `/bin/sh`, which has no {{feature}} on Debian and Ubuntu and {{effect}}. Write `SHELL := /bin/bash` at the top of {{file}}.',
  },
  fixes: {
    missing: { top: 'SHELL := /bin/bash', unsafe: true },
    silent: { top: 'SHELL := /bin/bash', unsafe: true },
  },
  *check({ path, repository, shell }) {
    const first = firstNeed(repository, path);
    if (first?.script.shell !== shell) return;
    const { feature, effect, span } = first.need;
    yield {
      message: effect === undefined ? 'missing' : 'silent',
      data: { feature, effect, file: nameOf(path) },
      at: writtenAt(shell, span),
    };
  },
});

/** The first thing of a makefile's recipes that needs Bash, if `/bin/sh` runs them. */
const firstNeed = keyedQuery(
  'shell.makefileBash',
  (repository: Repository, path): { readonly script: Script; readonly need: Bashism } | undefined => {
    if (path.endsWith('.mk') || choosesShell(repository.source(path)?.text ?? '')) return undefined;
    for (const script of repository.embeddedScriptsIn(path)) {
      if (script.shell.problems.length > 0) continue;
      const [need] = bashisms(script.shell.tree, path).filter((each) => isWrittenThere(each, script));
      if (need) return { script, need };
    }
    return undefined;
  },
);

/** The makefile names a shell itself, or includes another one that may. */
const choosesShell = (text: string): boolean =>
  /^[ \t]*(?:(?:export|override)[ \t]+)*SHELL[ \t]*(?:[:?]{0,3}=)|^[^\t\n#][^\n#]{0,200}:[ \t]*SHELL[ \t]*[:?]?=|^[ \t]*-?s?include[ \t]/m.test(
    text,
  );

/** What a variable of the makefile brings may be written for another shell. */
const isWrittenThere = ({ span }: Bashism, { shell, repository }: Script): boolean => {
  const at = writtenAt(shell, span);
  const written = repository.source(at.file)?.text.slice(at.start, at.end);
  return written === shell.file.text.slice(span.start, span.end);
};
