import { assignedNames, defineRule, type FlagUse, type Repository } from '../../../src/api';

export default defineRule<'launch', object, 'quoted' | 'escaped' | 'own'>({
  name: 'unexpanded',
  scope: 'launch',
  fixable: true,
  docs: {
    summary: 'The shell expands the variables in the flags of a launch',
    why: "Between single quotes, a variable stays as it is written, and docker doesn't expand it either: `--gpus '\"device=$IDS\"'` asks for a GPU called `$IDS`.",
    bad: [
      {
        wrong: 'docker gets the text `$IDS`.',
        sample: '#!/bin/bash\nIDS="${IDS:-0,1}"\ndocker run --rm --gpus \'"device=$IDS"\' demo python train.py\n',
      },
      {
        wrong: 'No shell expands `$PATH`, and here it would be that of the host.',
        sample: "#!/bin/bash\ndocker run --rm --env 'PATH=/opt/bin:$PATH' demo python train.py\n",
      },
    ],
    good: [
      '#!/bin/bash\nIDS="${IDS:-0,1}"\ndocker run --rm --gpus "\\"device=$IDS\\"" demo python train.py\n',
      "#!/bin/bash\ndocker run --rm --env 'PASSWORD=a$b' demo sh -c 'echo $PASSWORD'\n",
    ],
    references: ['https://www.shellcheck.net/wiki/SC2016', 'https://docs.docker.com/reference/cli/docker/container/run/#gpus'],
  },
  messages: {
    quoted: 'docker gets the text `{{variable}}`, because the shell expands nothing between single quotes. Write `{{fixed}}`.',
    own: 'docker gets the text `{{variable}}`, because nothing expands it. Set {{name}} in the Dockerfile: `ENV {{assignment}}`.',
    escaped: 'docker gets the text `{{variable}}`, because the shell expands no `\\$`. Remove the backslash.',
  },
  *check({ script, spec, repository }) {
    const assigned = assignedNames(script.shell);
    for (const { value, name: flag } of spec.flags) {
      // The container's own shell reads this one.
      if (flag === 'health-cmd') continue;
      const found = value?.text === undefined ? undefined : /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/.exec(value.text);
      const name = found?.[1] ?? found?.[2];
      if (!value || name === undefined || !(assigned.has(name) || /^(?:HOME|PWD|USER|\w*PATH)$/.test(name))) continue;
      const written = writtenOf(value, repository);
      const at = value.word.span;
      const fixed = /^'[^']*'$/.test(written) ? `"${written.slice(1, -1).replace(/["\\`]/g, '\\$&')}"` : undefined;
      const data = { variable: found?.[0], name, fixed, assignment: value.text };
      if (flag === 'env' && value.text?.startsWith(`${name}=`)) yield { message: 'own', data, at };
      else if (fixed !== undefined) yield { message: 'quoted', data, at, fix: [{ ...at, text: fixed }] };
      else if (written.includes(`\\${found?.[0]}`)) yield { message: 'escaped', data, at };
    }
  },
});

const writtenOf = ({ word: { span } }: NonNullable<FlagUse['value']>, repository: Repository): string =>
  repository.source(span.file)?.text.slice(span.start, span.end) ?? '';
