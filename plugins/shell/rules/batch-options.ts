import {
  type BatchLine,
  batchLines,
  defineRule,
  inEachScript,
  type Report,
  type Repository,
  type Script,
} from '../../../src/api';
import { withoutFolder } from '../batch-logs';
import { isShell } from '../dialect';

type Id = 'late' | 'spelling' | 'blanks' | 'variable' | 'interpreter' | 'folder';

const job = (options: string, commands = 'srun python train.py\n'): string => `#!/bin/bash\n${options}${commands}`;

export default defineRule<'script', Record<string, never>, Id>({
  name: 'batch-options',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'Slurm reads the options of a job script',
    why: 'sbatch reads `#SBATCH` lines up to the first command, and expands no variables in them. What it ignores has no message: the job runs without its GPUs or its time limit, or writes its log to a folder called `$HOME`. Slurm makes no folders either: without the folder of its log, a job ends at once and leaves no trace.',
    bad: [
      {
        wrong: 'The time limit comes after a command.',
        sample: { 'job.sh': job('#SBATCH --gres=gpu:2\nmodule load cuda\n#SBATCH --time=10:00:00\n') },
      },
      { wrong: 'Slurm writes to a folder called `$HOME`.', sample: { 'job.sh': job('#SBATCH --output=$HOME/logs/%j.out\n') } },
      { wrong: 'Nothing is read.', sample: { 'job.sh': job('# SBATCH --gres=gpu:2\n# SBATCH --time=1:00:00\n') } },
      { wrong: 'The value is a blank.', sample: { 'job.sh': job('#SBATCH --nodes = 2\n') } },
      {
        wrong: 'The folder is made too late.',
        sample: { 'job.sh': job('#SBATCH --output=logs/%j.out\n', 'mkdir -p logs\nsrun python train.py\n') },
      },
      { wrong: 'sbatch refuses the script.', sample: { 'job.sh': '#SBATCH --nodes=2\nsrun python train.py\n' } },
    ],
    good: [
      { 'job.sh': job('#SBATCH --gres=gpu:2\n#SBATCH --time=10:00:00\n##SBATCH --mail-type=END\n') },
      { 'job.sh': job('#SBATCH --output=logs/%x-%j.out\n'), 'logs/.gitkeep': '' },
    ],
    references: ['https://slurm.schedmd.com/sbatch.html'],
  },
  messages: {
    late: 'sbatch reads no options after the first command, so {{this}}. Move {{it}} above line {{line}}.',
    spelling: 'Slurm reads lines that begin with `#SBATCH`, so {{this}}. Write `{{fixed}}`.',
    blanks: 'Slurm takes no blanks around `=`, so `{{option}}` gets another value. Write `{{fixed}}`.',
    variable:
      'Slurm expands nothing in `#SBATCH` lines, so `{{option}}` gets the text `{{text}}`. Write the value itself, or give the option to sbatch: `sbatch {{option}}{{equals}}… {{file}}`.',
    interpreter: 'sbatch refuses a script without an interpreter in its first line. Write `#!/bin/bash` above this line.',
    folder:
      "Slurm doesn't make the folder {{folder}}, and without it the job ends at once and leaves no log. Run `mkdir -p {{folder}}` before sbatch, or keep the folder in git with a file such as `{{folder}}/.gitkeep`.",
  },
  *check(script) {
    const { shell } = script;
    if (!isShell(shell)) return;
    const lines = batchLines(shell);
    if (lines.length === 0) return;
    yield* unread(script, lines);
    yield* misspelt(lines);
    const right = lines.filter(({ word }) => word === '#SBATCH');
    if (shell.shebang === undefined && right.some(({ isRead }) => isRead))
      yield {
        message: 'interpreter',
        at: right[0]!.span,
        fix: [{ ...right[0]!.span, end: right[0]!.span.start, text: '#!/bin/bash\n' }],
      };
    for (const each of right.filter(({ isRead }) => isRead)) {
      yield* withBlanks(each);
      yield* withVariables(each, script);
    }
    const log = withoutFolder(script, right);
    if (log) yield { message: 'folder', data: { folder: log.folder }, at: log.at };
  },
});

/** Lines after the first command, as one finding. */
function* unread({ shell }: Script, lines: readonly BatchLine[]): Iterable<Report<Id>> {
  const late = lines.filter(({ word, isRead }) => word === '#SBATCH' && !isRead);
  const [first] = late;
  const { text } = shell.file;
  const command = shell.tree.commands[0]?.pos;
  if (!first || command === undefined) return;
  const line = text.slice(0, command).split('\n').length;
  const many = late.length > 1;
  const data = {
    this: many ? `this and ${late.length - 1} more have no effect` : 'this has no effect',
    it: many ? 'them' : 'it',
    line,
  };
  const related = [
    { message: 'This is the first command.', at: { ...first.span, start: command, end: endOfLine(text, command) } },
  ];
  yield { message: 'late', data, at: first.span, related };
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

/** Lines that Slurm takes for comments. One with a blank after `#` may be switched off, unless all of them are like that. */
function* misspelt(lines: readonly BatchLine[]): Iterable<Report<Id>> {
  const isAnyRight = lines.some(({ word }) => word === '#SBATCH');
  const wrong = lines.filter(({ word }) => word !== '#SBATCH' && !(isAnyRight && /^#[ \t]+SBATCH$/.test(word)));
  const [first] = wrong;
  if (!first) return;
  const rest = first.text.slice(first.word.length);
  const many = wrong.length > 1;
  yield {
    message: 'spelling',
    data: { this: many ? `this and ${wrong.length - 1} more have no effect` : 'this has no effect', fixed: `#SBATCH${rest}` },
    at: { ...first.span, end: first.span.start + first.word.length },
    fix: wrong.map(({ span, word }) => ({ ...span, end: span.start + word.length, text: '#SBATCH' })),
  };
}

/** `--nodes = 2`, `--nodes= 2`, and `--nodes =2`. */
function* withBlanks({ text, span }: BatchLine): Iterable<Report<Id>> {
  const found = /(?<=[ \t])(--[a-z][\w-]{0,40})(?:[ \t]+=[ \t]*|=[ \t]+)([^\s#-]\S{0,200})/.exec(text);
  if (!found) return;
  const [whole, option = '', value = ''] = found;
  const start = span.start + found.index;
  const at = { ...span, start, end: start + whole.length };
  const fixed = `${option}=${value}`;
  yield { message: 'blanks', data: { option, fixed }, at, fix: [{ ...at, text: fixed }] };
}

function* withVariables({ options }: BatchLine, { repository, path }: Script): Iterable<Report<Id>> {
  for (const { name, value, span } of options) {
    const text = /\$(?:\w+|\{[^}\s]{1,60}\}|\([^)]{1,60}\))|^~\//.exec(value ?? '')?.[0];
    if (text === undefined || value === undefined || isTemplate(repository)) continue;
    const end = span.end;
    yield {
      message: 'variable',
      data: { option: name, equals: name.startsWith('--') ? '=' : ' ', text: value, file: path.slice(path.lastIndexOf('/') + 1) },
      at: { ...span, start: end - value.length, end },
    };
  }
}

/** Something fills in the variables of files first. */
const isTemplate = (repository: Repository): boolean => fillsIn(repository).length > 0;

const fillsIn = inEachScript<true>('shell.fillsIn', ({ shell }) => (shell.file.text.includes('envsubst') ? [true] : []));
