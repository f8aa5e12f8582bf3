import { posix } from 'node:path';
import { assignedNames, defineRule, isNear, type Script, type VariableRead, variableReads } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'variables',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A script reads the variables that it sets',
    why: 'A misspelt variable is empty: `src=${REPO_ROT},dst=/repo` has no source, and `rm -rf "$DRI/cache"` starts at the root. Under `set -u` the script stops there. A variable that the caller sets by its right name never arrives.',
    bad: [
      '#!/bin/bash\nREPO_ROOT="$(git rev-parse --show-toplevel)"\ndocker run --rm -v "$REPO_ROT:/repo" demo\n',
      {
        'train.sh': '#!/bin/bash\ndocker run --rm --env "BATCH_SIZE=${BATCH_SIZ:-2}" demo\n',
        'train.py': 'import os\nprint(os.environ["BATCH_SIZE"])\n',
      },
    ],
    good: [
      '#!/bin/bash\nREPO_ROOT="$(git rev-parse --show-toplevel)"\ndocker run --rm -v "$REPO_ROOT:/repo" --env "BATCH_SIZE=${BATCH_SIZE:-2}" demo\n',
      '#!/bin/bash\nIMAGE="${IMAGES:-demo}"\ndocker run --rm "$IMAGE"\n',
    ],
    references: ['https://www.shellcheck.net/wiki/SC2153'],
  },
  messages: {
    unset: 'nothing sets {{name}}, so that it is empty here, and the script sets {{near}}; write {{near}}',
    passed: 'nothing sets {{name}}, so that a {{near}} of the caller does not arrive; write {{near}}',
  },
  *check(script) {
    const { shell } = script;
    if (!isShell(shell) || shell.problems.length > 0 || !shell.file.text.includes('$')) return;
    const reads = variableReads(shell);
    const set = namesSet(shell.file.text);
    // What has a default somewhere is optional everywhere, and `: ${NAME:=…}` sets it.
    const optional = new Set(reads.filter(({ provided }) => provided).map(({ name }) => name));
    const assigned = assignedNames(shell);
    for (const read of reads) {
      const { name, span, into } = read;
      if (name.length < 4 || set.has(name)) continue;
      const isPassed =
        into !== undefined && into !== name && isNear(into, name) && sameLength(into, name) && !isSpeltOnPurpose(name, into);
      const near = isPassed ? into : optional.has(name) ? undefined : nearOne(name, assigned);
      if (near === undefined || !isReadAlone(read, reads, script)) continue;
      if (isPassed && !(isToldOf(near, script) && !isToldOf(name, script))) continue;
      if (!isPassed && (isFromCaller(name, near) || isToldOf(name, script))) continue;
      yield {
        message: isPassed ? 'passed' : 'unset',
        data: { name, near },
        at: span,
        fix: [{ file: span.file, start: span.start, end: span.end, text: near }],
      };
    }
  },
});

/** Names of one, and of several, are two things: `IMAGE="${IMAGES:-…}"`. */
const sameLength = (a: string, b: string): boolean => `${a}S` !== b && `${b}S` !== a;

const differInCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Scripts take `NAME` from their caller and keep it in `name`, or the other way round. */
const isSpeltOnPurpose = (name: string, into: string): boolean =>
  differInCase(name, into) && (name === name.toUpperCase() || name === name.toLowerCase());

/** Names in capitals come from the environment by convention: `precision` of the script is another variable than PRECISION. */
const isFromCaller = (name: string, near: string): boolean => differInCase(name, near) && name === name.toUpperCase();

const nearOne = (name: string, set: ReadonlySet<string>): string | undefined => {
  const near = [...set].filter((other) => isNear(name, other));
  return near.length === 1 ? near[0] : undefined;
};

const namesSet = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/(?<![\w$}-])([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=(?!=)/g)].map(([, name]) => name!));

/** The name stands nowhere but in expansions, here and in the scripts of the example and the folder, which may source this one: nothing can set it. */
function isReadAlone(
  { name }: VariableRead,
  reads: readonly VariableRead[],
  { shell, example, path, repository }: Script,
): boolean {
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`, 'g');
  const uses = reads.filter((read) => read.name === name).length;
  if ((shell.file.text.match(word) ?? []).length !== uses) return false;
  const beside = filesBeside(path, repository).filter((file) => /\.(sh|bash|env|conf)$/.test(file));
  const others = new Set([...(example?.scripts ?? []).map((other) => other.path), ...beside]);
  others.delete(path);
  return ![...others].some((other) => repository.source(other)?.text.match(word));
}

/** The code or the README of the example, or of the folder where there is none, speaks of the variable. */
function isToldOf(name: string, { example, repository, path }: Script): boolean {
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
  const files = example
    ? example.files.flatMap((file) => (file.type === 'file' ? [file.path] : []))
    : filesBeside(path, repository);
  return files.some((file) => {
    const text = /\.(py|md|ya?ml)$/.test(file) ? repository.source(file)?.text : undefined;
    return text?.includes(name) === true && word.test(text);
  });
}

function filesBeside(path: string, repository: Script['repository']): string[] {
  const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  return repository.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [posix.join(folder, name)] : []));
}
