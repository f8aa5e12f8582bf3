import { defineRule, isSymbolic, type Segment, type Word } from '../../../src/api';
import { words } from '../options';

interface Options {
  readonly pathNames: readonly string[];
}

export default defineRule<'script', Options>({
  name: 'quoting',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'Paths in a container command are quoted',
    why: 'Without quotes, the shell splits a path at its spaces. In `-v $DIR:/workspace`, with `DIR=/home/ann/my models`, the engine gets `-v /home/ann/my` and takes `models:/workspace` for the image.',
    bad: [
      {
        wrong: 'The current folder may have a space in its path.',
        sample: `#!/bin/bash
docker run --rm -v $PWD/data:/data demo
`,
      },
      {
        wrong: 'The whole word is a path from outside.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo $DIR
`,
      },
      {
        wrong: 'Only a part of the word is quoted.',
        sample: `#!/bin/bash
docker run --rm -v "data":$HOME/data demo
`,
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" --user $(id -u):$(id -g) demo $EXTRA_ARGS
`,
    ],
    references: ['https://www.shellcheck.net/wiki/SC2086'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { pathNames: words('Last words of names of variables that hold a path.') },
    },
    tables: { pathNames: 'scripts.pathNames' },
  },
  messages: {
    splits:
      'A space in this path would split it in two, and the engine would take the second part for something else. Write `{{quoted}}`.',
    inside:
      'A space in this path would split it in two, and the engine would take the second part for something else. Put the whole word in double quotes.',
  },
  *check({ commands, shell, path }, { options }) {
    if (shell.problems.length > 0) return;
    const isPath = pathVariables(options.pathNames);
    const seen = new Set<number>();
    for (const { argv } of commands) {
      for (const [index, word] of argv.entries()) {
        const { span } = word;
        if (span.file !== path || seen.has(span.start) || isSplitOnPurpose(argv, index) || !maySplit(word, isPath)) continue;
        seen.add(span.start);
        const written = shell.file.text.slice(span.start, span.end);
        if (/^"[^"]*"$/.test(written)) continue;
        const isPlain = /^[^"'`\\\s]*$/.test(written) && !/[*?[{](?!\w+[}:])/.test(written.replace(/\$\{/g, ''));
        const quoted = `"${written}"`;
        const { file, start, end } = span;
        if (isPlain) yield { message: 'splits', data: { quoted }, at: span, fix: [{ file, start, end, text: quoted }] };
        else yield { message: 'inside', at: span };
      }
    }
  },
});

/** One expansion gave several words. */
const isSplitOnPurpose = (argv: readonly Word[], index: number): boolean =>
  [argv[index - 1], argv[index + 1]].some(
    (other) => other?.span.file === argv[index]?.span.file && other?.span.start === argv[index]?.span.start,
  );

/** A path from outside the script is in the word outside quotes. A word that is only a list of options may be split on purpose. */
const maySplit = ({ segments }: Word, isPath: (name: string) => boolean): boolean =>
  segments.some(({ unquoted, text, unknown }: Segment) => {
    if (!unquoted) return false;
    if (text !== null) return isSymbolic(text);
    const isGiven = unknown?.reason === 'variable' || unknown?.reason === 'argument';
    return segments.length > 1 && isGiven && isPath(unknown?.name ?? '');
  });

/** Whether the last word of a name is one of the words. */
function pathVariables(names: readonly string[]): (name: string) => boolean {
  const known = new Set(names.map((name) => name.toUpperCase()));
  return (name) => known.has(name.slice(name.lastIndexOf('_') + 1).toUpperCase());
}
