import { defineRule, type Part, type Span } from '../../../src/api';
import { placeOfWord } from '../script-arguments';

type Id = 'joined' | 'split' | 'lost';

export default defineRule<'launch', object, Id>({
  name: 'argument-quoting',
  scope: 'launch',
  docs: {
    summary: 'A script passes its arguments on word for word',
    why: '`$*` and an unquoted `$@` split a prompt or a path at its spaces. In `bash -c "… $@"`, only the first argument reaches the program.',
    bad: [
      {
        wrong: 'A prompt of several words becomes several arguments.',
        sample: `#!/bin/bash
docker run --rm demo python train.py $@
`,
      },
      {
        wrong: 'All arguments become one.',
        sample: `#!/bin/bash
docker run --rm demo python train.py "$*"
`,
      },
      {
        wrong: '`bash` takes all but the first argument for itself.',
        sample: `#!/bin/bash
docker run --rm demo bash -c "python train.py $@"
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm demo python train.py "$@"
`,
      `#!/bin/bash
docker run --rm demo python train.py --epochs 3 "\${@:2}"
`,
      `#!/bin/bash
docker run --rm demo bash -c 'python train.py "$@"' bash "$@"
`,
    ],
  },
  messages: {
    joined: '`$*` joins all arguments to one, or splits them at their spaces. Write `"$@"`.',
    split: 'Without quotes, the shell splits arguments at their spaces and expands `*` in them. Write `"$@"`.',
    lost: 'Only the first argument becomes part of this command; the others go to `bash` itself. Write `bash -c \'… "$@"\' bash "$@"`.',
  },
  fixes: {
    joined: { by: '{{better}}', unsafe: true },
    split: { by: '"$@"' },
  },
  *check({ spec, repository }) {
    const seen = new Set<number>();
    for (const [index, part] of spec.command.entries()) {
      const at = placeOfWord(part);
      const text = repository.source(at.file)?.text;
      if (text === undefined || at.start === at.end || seen.has(at.start)) continue;
      seen.add(at.start);
      const quote = text[at.start - 1] === '"' ? '"' : '';
      const written = `${quote}${text.slice(at.start, at.end)}${quote}`;
      if (isShellCode(spec.command, index)) {
        if (losesArguments(written)) yield { message: 'lost', at: argumentsIn(text, at) };
      } else if (/^\$(@|\{@\})$/.test(written)) yield { message: 'split', at };
      else if (/^"?\$(\*|\{\*\})"?$/.test(written))
        yield { message: 'joined', data: { better: quote === '' ? '"$@"' : '$@' }, at };
    }
  },
});

/** The word after `bash -c`. */
const isShellCode = (command: readonly Part[], index: number): boolean => /^-[a-zA-Z]*c$/.test(command[index - 1]?.text ?? '');

const losesArguments = (written: string): boolean =>
  written.startsWith('"') && /[^\\]\$(@|\{@\})/.test(written) && !/^"\$(@|\{@\})"$/.test(written);

/** The `$@` in shell code. */
function argumentsIn(text: string, at: Span): Span {
  const found = /\$(?:@|\{@\})/.exec(text.slice(at.start, at.end));
  return found ? { ...at, start: at.start + found.index, end: at.start + found.index + found[0].length } : at;
}
