import {
  type ContainerProgram,
  closest,
  defineRule,
  type Example,
  type ImportUse,
  nameOf,
  pattern,
  type Report,
} from '../../../src/api';
import { isConfirmed, surelyRuns } from '../imports';
import { inPrograms, startOf } from '../reports';
import { launch } from '../samples';

type Id = 'misspelled' | 'missing';

export default defineRule<'example', Record<string, never>, Id>({
  name: 'imported-names',
  scope: 'example',
  docs: {
    summary: 'Names that the code imports from a local module are in it',
    why: "A function that was renamed in a module but not where it's imported stops the program at its first lines. A name is reported only if the module's text doesn't contain it at all and nothing in it makes names dynamically.",
    bad: [
      {
        wrong: 'The class is called `Detector`.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'from model import Detektor\n',
          'model.py': 'class Detector: ...\n',
        },
      },
      {
        wrong: 'The module has no such name.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'from model import build_optimizer\n',
          'model.py': 'class Detector: ...\n',
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py'),
      'train.py': 'from model import Detector\n',
      'model.py': 'class Detector: ...\n',
    },
  },
  messages: {
    misspelled: '{{file}} has no {{name}}, so the import fails. Did you mean `{{near}}`?',
    missing: '{{file}} has no {{name}}, so the import fails. Import a name that it has, or add this one to it.',
  },
  fixes: {
    misspelled: { replace: '{{name}}', by: '{{near}}', unsafe: true },
  },
  *check(example) {
    yield* inPrograms<Id>(example.programs, function* (program) {
      for (const use of program.graph.imports) if (surelyRuns(program, use)) yield* unknownNames(use, program, example);
    });
  },
});

function* unknownNames(use: ImportUse, program: ContainerProgram, example: Example): Iterable<Report<Id>> {
  const found = moduleOf(use, program, example);
  if (!found || makesNames.test(found.text)) return;
  for (const { name } of use.import.names ?? []) {
    if (!/^\w+$/.test(name) || name.startsWith('__') || pattern`\b${name}\b`.test(found.text) || !isConfirmed(use)) continue;
    const near = closest(name, definedIn(found.text));
    const fact = use.file.facts.imports.find((each) => each.span.start === use.import.span.start);
    const at = fact?.names?.find((each) => each.name === name)?.span ?? use.import.span;
    const data = { file: found.file, name, near };
    yield { message: near === undefined ? 'missing' : 'misspelled', data, at, related: [startOf(program)] };
  }
}

/** The local file that an absolute import takes names from. */
function moduleOf({ import: { module, level, names } }: ImportUse, { graph }: ContainerProgram, { repository }: Example) {
  if (level > 0 || !names) return undefined;
  const path = module.replaceAll('.', '/');
  const candidates = graph.roots.map((root) => (root === '' ? path : `${root}/${path}`));
  const found = candidates.find((each) => repository.kind(`${each}.py`) || repository.kind(each));
  if (found === undefined || repository.kind(found)) return undefined;
  const text = repository.source(`${found}.py`)?.text;
  return text === undefined ? undefined : { file: `${nameOf(found)}.py`, text };
}

/** Code that makes names which its text doesn't contain. */
const makesNames = /import\s*\*|__getattr__|globals\(\)|vars\(\)|exec\(|setattr\(/;

/** The classes, functions, and variables at the top level of a module. */
const definedIn = (text: string): string[] =>
  [...text.matchAll(/^(?:class|(?:async\s+)?def)\s+(\w+)|^(\w+)\s*[:=]/gm)].map(([, made, set]) => made ?? set!);
