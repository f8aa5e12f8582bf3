import { assignedNames, defineRule, isNear, type Script, type VariableRead, variableReads } from '../../../src/api';
import { isShell } from '../dialect';
import { isDocumented, isReadOnly } from '../mentions';

export default defineRule({
  name: 'variables',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A script reads the variables that it sets',
    why: 'A misspelled variable is empty: `src=${REPO_ROT},dst=/repo` has no source, and `rm -rf "$DRI/cache"` starts at the root. Under `set -u`, the script stops there. What the caller sets by the right name never arrives.',
    bad: [
      {
        wrong: 'The script sets `REPO_ROOT`.',
        sample: `#!/bin/bash
REPO_ROOT="$(git rev-parse --show-toplevel)"
docker run --rm -v "$REPO_ROT:/repo" demo
`,
      },
      {
        wrong: 'To print it is not to ask whether it is set.',
        sample: '#!/bin/bash\nREPO_ROOT=/repo\necho -n "$REPO_ROT"\n',
      },
      {
        wrong: 'The code and its callers know `BATCH_SIZE`.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --rm --env "BATCH_SIZE=${BATCH_SIZ:-2}" demo\n',
          'train.py': 'import os\nprint(os.environ["BATCH_SIZE"])\n',
        },
      },
    ],
    good: [
      `#!/bin/bash
REPO_ROOT="$(git rev-parse --show-toplevel)"
docker run --rm -v "$REPO_ROOT:/repo" --env "BATCH_SIZE=\${BATCH_SIZE:-2}" demo
`,
      `#!/bin/bash
if [ -n "$MODEL_IDX" ]; then
  MODEL_ID="$MODEL_IDX"
fi
docker run --rm demo "$MODEL_ID"
`,
      `#!/bin/bash
IMAGE="\${IMAGES:-demo}"
docker run --rm "$IMAGE"
`,
    ],
    references: ['https://www.shellcheck.net/wiki/SC2153'],
  },
  messages: {
    unset: 'Nothing sets {{name}}, so it is empty here. Write `{{near}}`, which the script sets.',
    passed: 'Nothing sets {{name}}, so the {{near}} that a caller sets never arrives. Write `{{near}}`.',
  },
  *check(script) {
    const { shell } = script;
    if (!isShell(shell) || shell.problems.length > 0 || !shell.file.text.includes('$')) return;
    const reads = variableReads(shell);
    const set = namesSet(shell.file.text);
    // What has a default somewhere is optional everywhere, and `: ${NAME:=…}` sets it.
    const optional = new Set(reads.filter(({ provided, tested }) => provided || tested).map(({ name }) => name));
    const assigned = assignedNames(shell);
    for (const read of reads) {
      const { name, span, into } = read;
      if (name.length < 4 || set.has(name)) continue;
      const isPassed = isPassedMisspelled(read);
      const near = isPassed ? into : optional.has(name) ? undefined : nearOne(name, assigned);
      if (near === undefined || !isReadOnly(name, reads, script)) continue;
      if (isPassed ? !isMeant(near, name, script) : isFromCaller(name, near) || isDocumented(name, script)) continue;
      const { file, start, end } = span;
      yield { message: isPassed ? 'passed' : 'unset', data: { name, near }, at: span, fix: [{ file, start, end, text: near }] };
    }
  },
});

const isMeant = (near: string, name: string, script: Script): boolean =>
  isDocumented(near, script) && !isDocumented(name, script);

/** `--env "BATCH_SIZE=${BATCH_SIZ:-2}"`. */
const isPassedMisspelled = ({ name, into }: VariableRead): boolean =>
  into !== undefined && into !== name && isNear(into, name) && !isPlural(into, name) && !isSpelledOnPurpose(name, into);

/** Names of one and of several are two things: `IMAGE="${IMAGES:-…}"`. */
const isPlural = (a: string, b: string): boolean => `${a}S` === b || `${b}S` === a;

const differInCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Scripts take `NAME` from their caller and keep it in `name`, or the other way around. */
const isSpelledOnPurpose = (name: string, into: string): boolean =>
  differInCase(name, into) && (name === name.toUpperCase() || name === name.toLowerCase());

/** Names in capitals come from the environment by convention: the script's `precision` isn't PRECISION. */
const isFromCaller = (name: string, near: string): boolean => differInCase(name, near) && name === name.toUpperCase();

const nearOne = (name: string, set: ReadonlySet<string>): string | undefined => {
  const near = [...set].filter((other) => isNear(name, other));
  return near.length === 1 ? near[0] : undefined;
};

const namesSet = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/(?<![\w$}-])([A-Za-z_]\w*)(?:\[[^\]\n]{0,80}\])?\+?=(?!=)/g)].map(([, name]) => name!));
