import { defineRule, isSymbolic, type Report, type Span, type Word } from '../../../src/api';

export default defineRule({
  name: 'quoting',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'Paths in a container command are quoted',
    why: 'Outside quotes the shell splits a path at its spaces. In `-v $DIR:/workspace`, with `DIR=/home/ann/my models`, the engine gets `-v /home/ann/my` and takes `models:/workspace` for the image.',
    bad: [
      '#!/bin/bash\ndocker run --rm -v $PWD/data:/data demo\n',
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker build -t demo $DIR\n',
    ],
    good: [
      '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --rm -v "$DIR:/workspace" --user $(id -u):$(id -g) demo $EXTRA_ARGS\n',
    ],
    references: ['https://www.shellcheck.net/wiki/SC2086'],
  },
  messages: {
    splits:
      'a path with a space in it becomes two words here, and the engine takes the second for something else; write `{{quoted}}`',
  },
  *check({ commands, shell, path }): Iterable<Report<'splits'>> {
    if (shell.problems.length > 0) return;
    const seen = new Set<number>();
    for (const { argv } of commands) {
      // Words that one expansion gave were split on purpose.
      for (const [index, word] of argv.entries()) {
        const { span } = word;
        const isSplit = [argv[index - 1], argv[index + 1]].some(
          (other) => other?.span.file === span.file && other.span.start === span.start,
        );
        if (isSplit || span.file !== path || seen.has(span.start) || !maySplit(word)) continue;
        seen.add(span.start);
        const written = shell.file.text.slice(span.start, span.end);
        if (/^"[^"]*"$/.test(written)) continue;
        const quoted = `"${written}"`;
        const isPlain = /^[^"'`\\\s]*$/.test(written) && !/[*?[{](?!\w+[}:])/.test(written.replace(/\$\{/g, ''));
        yield {
          message: 'splits',
          data: { quoted: isPlain ? quoted : `"…"` },
          at: span,
          ...(isPlain && { fix: [edit(span, quoted)] }),
        };
      }
    }
  },
});

const edit = (span: Span, text: string) => ({ file: span.file, start: span.start, end: span.end, text });

/** A path from outside the script stands in the word outside quotes; a word that is nothing but a list of options may split on purpose. */
function maySplit({ segments }: Word): boolean {
  return segments.some(({ unquoted, text, unknown }) => {
    if (!unquoted) return false;
    if (text !== null) return isSymbolic(text);
    const isPath = /(^|_)(DIR|PATH|FOLDER|HOME|ROOT|FILE|CACHE|PROMPT)$/i.test(unknown?.name ?? '');
    return segments.length > 1 && isPath && (unknown?.reason === 'variable' || unknown?.reason === 'argument');
  });
}
