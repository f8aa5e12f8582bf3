import { defineRule, type Example, isNear, keyedQuery, type Related, type Report } from '../../../src/api';
import { defaults, type Options, schema, type Variables } from '../table';
import { codeUsesOf, settingsOf, type Use } from '../uses';

export default defineRule<'example', Options>({
  name: 'names',
  scope: 'example',
  docs: {
    summary: 'Environment variables have the names that are read',
    why: 'A misspelt variable is no error: Python prints late, CUDA shows all GPUs, and a run trains with its defaults, because nothing reads the name that was set.',
    bad: [
      { Dockerfile: 'FROM python:3.12\nENV PYTHON_UNBUFFERED=1\n' },
      { 'train.sh': '#!/bin/bash\nexport CUDA_VISIBLE_DEVICE=0\npython train.py\n' },
    ],
    good: [
      { Dockerfile: 'FROM python:3.12\nENV PYTHONUNBUFFERED=1 MY_SETTING=1\n' },
      {
        'train.sh': '#!/bin/bash\nexport WANDB_PROJECTS="a b"\npython train.py\n',
        'train.py': 'import os\nfor project in os.environ["WANDB_PROJECTS"].split():\n    print(project)\n',
      },
    ],
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: { schema, defaults },
  messages: {
    library: 'nothing reads {{name}}; the variable ({{meaning}}) is called {{right}}',
    example: '{{name}} is set for the container, but its code reads {{right}}; write {{right}}',
    code: '{{right}} is read here, but the container is given {{name}}, which nothing reads; read {{name}}',
  },
  *check(example, { options }): Iterable<Found> {
    const settings = settingsOf(example);
    const suspect = suspicion(settings, options.variables);
    const uses = [...settings, ...codeUsesOf(example, suspect)];
    for (const use of uses) {
      const isLibrary = Object.hasOwn(options.variables, use.name) && options.variables[use.name]?.read === 'library';
      if (use.kind === 'script' || isLibrary) continue;
      yield* misspelt(example, use, uses, options.variables);
    }
  },
});

/** Whether a name in code is worth a look: it is nearly one of the table's, or nearly one that is passed into a container. */
function suspicion(settings: readonly Use[], variables: Variables): (name: string) => boolean {
  const passed = settings.filter(({ kind }) => kind === 'passed').map(({ name }) => name);
  return (name) => passed.some((other) => isRelated(name, other)) || isNearTable(variables, name);
}

const isNearTable = keyedQuery('env.isNearTable', (variables: Variables, name) =>
  Object.entries(variables).some(([right, { mistaken }]) => isNear(name, right) || mistaken?.includes(name)),
);

type Found = Report<'library' | 'example' | 'code'>;

/** One name is a slip of the hand away from the other, or begins it: GRAD_ACCUM, GRAD_ACCUMULATION. */
const isRelated = (a: string, b: string): boolean =>
  isNear(a, b) || (Math.min(a.length, b.length) >= 5 && a !== b && (a.startsWith(b) || b.startsWith(a)));

function* misspelt(example: Example, use: Use, uses: readonly Use[], variables: Variables): Iterable<Found> {
  const { name, nameAt } = use;
  const isPython = use.kind.startsWith('python');
  const known = Object.entries(variables).filter(([, { read }]) => read === 'library');
  const mistaken = known.find(([, variable]) => variable.mistaken?.includes(name));
  const isListed = Object.hasOwn(variables, name);
  const near = name.length >= 6 && !isListed ? known.filter(([right]) => isNear(name, right)) : [];
  const found = mistaken ?? (near.length === 1 ? near[0] : undefined);
  if (found) {
    const [right, { meaning }] = found;
    if (mistaken && uses.some((other) => other.name === right && other.nameAt.file === nameAt.file)) return;
    if (use.kind === 'python-write' && uses.some((other) => other.kind === 'python-read' && other.name === name)) return;
    if (isMentioned(example, name, isPython ? /\.(sh|md|ya?ml)$|Dockerfile/ : /\.(py|ipynb|js|ts|toml|ya?ml)$/)) return;
    yield { message: 'library', data: { name, right, meaning }, at: nameAt };
    return;
  }
  if (use.kind !== 'passed' || name.length < 5 || isMentioned(example, name, /\.(py|ipynb|js|ts|toml|ya?ml)$|Dockerfile/)) return;
  const given = new Set(uses.filter(({ kind }) => kind === 'passed' || kind === 'image').map((other) => other.name));
  const reads = uses.filter((other) => other.kind === 'python-read' && isRelated(name, other.name) && !given.has(other.name));
  const [read] = reads;
  if (!read || reads.some((other) => other.name !== read.name)) return;
  if (isListed && !Object.hasOwn(variables, read.name)) {
    const related: Related[] = [{ message: 'given here', at: nameAt }];
    yield { message: 'code', data: { name, right: read.name }, at: read.nameAt, related };
    return;
  }
  const related: Related[] = [{ message: 'read here', at: read.nameAt }];
  yield { message: 'example', data: { name, right: read.name }, at: nameAt, related };
}

/**
 * Whether the word stands in a file of the kind, so that something may well read it by this name. A folder without metadata may start
 * code of any other.
 */
function isMentioned({ files: own, repository, metadata }: Example, name: string, kind: RegExp): boolean {
  const files = metadata ? own : repository.files;
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
  // A constant of Python that has the variable's name reads nothing by itself.
  const literal = new RegExp(`["']${name}["']`);
  return files.some(({ path, type }) => {
    const text = type === 'file' && kind.test(path) ? repository.source(path)?.text : undefined;
    if (text?.includes(name) !== true) return false;
    return (path.endsWith('.py') && !/BaseSettings|environs|decouple/.test(text) ? literal : word).test(text);
  });
}
