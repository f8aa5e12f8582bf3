import {
  type ContainerProgram,
  defineRule,
  type Example,
  type ImportUse,
  nameOf,
  type Report,
  type Span,
} from '../../../src/api';
import { isConfirmed, surelyRuns, writtenModule } from '../imports';
import { inPrograms, startOf } from '../reports';
import { image, launch } from '../samples';
import { type ImportOptions, importOptions, unresolvedImports } from '../unresolved';

type Id = 'missing' | 'hidden' | 'relative' | 'misspelled';
type Found = Report<Id>;

export default defineRule<'example', ImportOptions, Id>({
  name: 'imports',
  scope: 'example',
  docs: {
    summary: 'Local modules that the code imports exist',
    why: 'An import that fails stops the program at its first lines, after an image of gigabytes was built. Local modules are looked for where Python looks in the container: next to the program, on PYTHONPATH, and where the code itself adds folders. Imports in `try`, in functions, and under conditions are not reported.',
    bad: [
      {
        wrong: 'There is no `models.py` in the package.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import net\n',
          'net/__init__.py': 'from .models import Net\n',
        },
      },
      {
        wrong: 'The `.gitignore` hides the folder that is imported.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import net\n',
          'net/__init__.py': 'from .models import Net\n',
          '.gitignore': 'models/\n',
        },
      },
      {
        wrong: 'A program is not part of a package, so its relative import fails.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'from .models import Net\n',
          'models.py': 'class Net: ...\n',
        },
      },
      {
        wrong: 'The file is called `model.py`.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'from modle import Net\n',
          'model.py': 'class Net: ...\n',
          ...image(),
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py'),
      'train.py': `from data import load
try:
    import wandb
except ImportError:
    wandb = None
`,
      'data.py': 'def load(): ...\n',
    },
  },
  options: importOptions,
  messages: {
    missing: "{{module}} isn't where this file looks for it, so the import fails. Add the file, or correct the name.",
    hidden:
      "{{module}} isn't in the repository because a .gitignore pattern hides it, so the import fails. Narrow the pattern, and add the file.",
    relative: '{{file}} is started as a program and has no package, so this import fails. Import it without the leading dots.',
    misspelled: '{{module}} is neither in this folder nor installed, so the import fails. Did you mean `{{near}}`?',
  },
  fixes: {
    misspelled: { replace: '{{module}}', by: '{{near}}', unsafe: true },
  },
  *check(example, { options }) {
    yield* inPrograms<Id>(example.programs, function* (program) {
      yield* relative(program);
      yield* missing(program, example);
      const related = [startOf(program)];
      for (const { use, module, cause } of unresolvedImports(program, example, options))
        if (cause.kind === 'misspelled')
          yield { message: 'misspelled', data: { module, near: cause.near }, at: use.import.span, related };
    });
  },
});

/** A program has no package, unless `-m` starts it. */
function* relative(program: ContainerProgram): Iterable<Found> {
  const { start, entry } = program;
  if (start.target.kind !== 'file') return;
  for (const { level, guard, lazy, span } of entry.facts.imports) {
    if (level === 0 || guard !== 'none' || lazy) continue;
    yield { message: 'relative', data: { file: nameOf(entry.path) }, at: span, related: [startOf(program)] };
  }
}

function* missing(program: ContainerProgram, example: Example): Iterable<Found> {
  const isRelativeInEntry = ({ file, import: fact }: ImportUse): boolean =>
    fact.level > 0 && file.path === program.entry.path && program.start.target.kind === 'file';
  for (const use of program.graph.missing) {
    const module = writtenModule(use.import);
    if (!surelyRuns(program, use) || !isConfirmed(use) || isRelativeInEntry(use) || isGenerated(module)) continue;
    const pattern = hiddenBy(use, program, example);
    const hidden = pattern ? [{ message: 'This pattern hides it.', at: pattern }] : [];
    const related = [...hidden, startOf(program)];
    yield { message: pattern ? 'hidden' : 'missing', data: { module }, at: use.import.span, related };
  }
}

/** Modules that a build writes, such as a version file or protobuf's. */
const isGenerated = (module: string): boolean => /(^|\.)(_?version|_pb2|_C|_ext)$|_pb2(_grpc)?$/.test(module);

/** The pattern of a `.gitignore` that keeps a missing module out of the repository. */
function hiddenBy({ file, import: fact }: ImportUse, { graph }: ContainerProgram, { repository }: Example): Span | undefined {
  const folders = file.path.split('/').slice(0, -1);
  const bases = fact.level > 0 ? [folders.slice(0, folders.length - fact.level + 1).join('/')] : graph.roots;
  for (const base of bases) {
    const parts = fact.module.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const path = [...(base === '' ? [] : [base]), ...parts.slice(0, length)].join('/');
      const hidden = repository.ignoredBy(`${path}.py`) ?? repository.ignoredBy(`${path}/__init__.py`);
      if (hidden && repository.kind(path) === undefined) return hidden;
    }
  }
  return undefined;
}
