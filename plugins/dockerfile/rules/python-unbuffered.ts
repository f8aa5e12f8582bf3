import { brokenLines, type Command, type Dockerfile, defineRule, finalStage, type Launch, parseImage } from '../../../src/api';
import { properties, words } from '../options';

interface Options {
  readonly bases: readonly string[];
}

export default defineRule<'dockerfile', Options>({
  name: 'python-unbuffered',
  scope: 'dockerfile',
  docs: {
    summary: 'An image that starts Python by itself sets PYTHONUNBUFFERED',
    why: 'Python buffers its output when there is no terminal. `docker logs` then stays empty for minutes, and the last lines before a crash or an out-of-memory kill are lost.',
    bad: [
      {
        wrong: 'Nothing turns the buffer off.',
        sample: `FROM python:3.12-slim
COPY train.py .
CMD ["python", "train.py"]
`,
      },
    ],
    good: [
      'FROM python:3.12-slim\nENV PYTHONUNBUFFERED=1\nCMD ["python", "train.py"]\n',
      'FROM python:3.12-slim\nENTRYPOINT ["python", "-u", "train.py"]\n',
      'FROM python:3.12-slim\nRUN pip install torch\n',
    ],
    references: [
      'Training Pipeline Verification, “Framework Settings”',
      'https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED',
    ],
  },
  options: {
    schema: properties({ bases: words('Base images, without tags, that leave it unset.') }),
    tables: { bases: 'images.buffered' },
  },
  messages: {
    unset:
      'Python buffers its output here, so the log stays empty for minutes and a crash loses its last lines. Write `ENV PYTHONUNBUFFERED=1` above.',
  },
  fixes: {
    unset: { instruction: 'ENV PYTHONUNBUFFERED=1' },
  },
  *check({ dockerfile, example }, { options }) {
    const image = finalStage(dockerfile);
    const base = image?.base.value === undefined ? undefined : parseImage(image.base.value);
    if (!image || !base || typeof base === 'string' || !options.bases.includes(base.familiar)) return;
    const unbuffered = image.env.get('PYTHONUNBUFFERED');
    if (unbuffered && unbuffered.value !== '') return;
    const start = image.entrypoint && startsPython(image.entrypoint, dockerfile) ? image.entrypoint : image.cmd;
    if (example?.launches.length && !example.launches.some(usesOwnCommand)) return;
    // What a script with a syntax error was meant to start isn't known.
    if (example?.scripts.some(({ shell }) => shell.problems.length > 0 || brokenLines(shell).length > 0)) return;
    if (start && startsPython(start, dockerfile)) yield { message: 'unset', at: start.span };
  },
});

/** The image's command runs, and the launch doesn't set the variable. */
const usesOwnCommand = ({ spec }: Launch): boolean =>
  spec.command.length === 0 &&
  !spec.entrypoint &&
  !spec.env.some(({ name }) => name.text === undefined || name.text === 'PYTHONUNBUFFERED');

/** `python script …` without `-u`, but not the bare interpreter. */
function startsPython(command: Command, { file }: Dockerfile): boolean {
  const [program = '', ...rest] =
    command.form === 'exec' ? command.words.map(({ text }) => text) : shellWords(file.text, command);
  if (!/^(?:\S*\/)?python[\d.]*$/.test(program)) return false;
  const firstOperand = rest.findIndex((word) => !word.startsWith('-') || word === '-m' || word === '-c');
  return (
    firstOperand >= 0 &&
    !rest.slice(0, firstOperand).some((word) => /^-[a-zA-Z]*u/.test(word)) &&
    !rest.some((word) => /^--?(version|help|h)$/.test(word))
  );
}

const shellWords = (text: string, { body }: Command): readonly string[] =>
  body ? text.slice(body.start, body.end).trim().split(/\s+/) : [];
