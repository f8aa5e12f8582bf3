import {
  causes,
  type Dockerfile,
  defineRule,
  groupBy,
  inEachDockerfile,
  query,
  type Repository,
  requirementRedirects,
  runCommands,
} from '../../../src/api';

export default defineRule({
  name: 'redirect',
  scope: 'dockerfile',
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'Version limits with `>` or `<` are quoted in RUN',
    why: 'To the shell, `pip install torch>=2.1` installs any version of torch and writes the output of pip to a file named `=2.1`. With `<`, the command stops with “No such file”.',
    bad: [
      { wrong: '`>` is a redirect.', sample: 'FROM python:3.12\nRUN pip install torch>=2.1\n' },
      { wrong: '`<` is a redirect.', sample: 'FROM python:3.12\nRUN pip install -U "timm" numpy<2\n' },
    ],
    good: 'FROM python:3.12\nRUN pip install "torch>=2.1" \'numpy<2\' > /tmp/pip.log 2>&1\n',
  },
  messages: {
    output:
      'The shell takes `>` for a redirect, so any version of {{name}} is installed and the output goes to the file `{{file}}`. Write `{{quoted}}`{{others}}.',
    input: 'The shell takes `<` for a redirect and fails, because there is no file `{{file}}`. Write `{{quoted}}`{{others}}.',
  },
  *check({ dockerfile, example, repository }) {
    for (const { start, end, reads, isPlain, ...data } of redirectsIn(dockerfile)) {
      const at = { file: dockerfile.file.path, start, end };
      const fix = isPlain && { fix: [{ ...at, text: data.quoted }] };
      const habit = example?.metadata ? [] : (habitsOf(repository).get(data.quoted) ?? []);
      const cause = causes.habit(`dockerfile/redirect ${data.quoted}`);
      const isFirst = habit[0]?.path === at.file && habit[0].start === start;
      const others =
        isFirst && habit.length > 1 ? `, also in ${habit.length - 1} other ${habit.length > 2 ? 'places' : 'place'}` : '';
      const place = habit.length < 2 ? {} : isFirst ? { cause } : { follows: cause };
      yield { message: reads ? 'input' : 'output', data: { ...data, others }, at, ...fix, ...place };
    }
  },
});

const redirectsIn = ({ file, stages }: Dockerfile) =>
  requirementRedirects(
    stages.flatMap((stage) => stage.runs.flatMap((run) => runCommands(run, stage, file))),
    file.text,
  );

const unquoted = inEachDockerfile('dockerfile.redirects', ({ dockerfile, example, path }) =>
  example?.metadata ? [] : redirectsIn(dockerfile).map(({ start, quoted }) => ({ path, start, quoted })),
);

/** Where Dockerfiles have the same redirect, except those of examples with metadata, which stand alone. */
const habitsOf = query('dockerfile.redirectHabits', (repository: Repository) =>
  groupBy(unquoted(repository), ({ quoted }) => quoted),
);
