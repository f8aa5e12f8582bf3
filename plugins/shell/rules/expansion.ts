import { assignedNames, defineRule, slicesIn } from '../../../src/api';

export default defineRule({
  name: 'expansion',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A default of a variable comes after `:-`',
    why: '`${MODEL:gpt2}` has no default: it cuts the value at an offset, and is empty if nothing sets MODEL. No error says so.',
    bad: [
      {
        wrong: 'The model is empty if the caller sets none.',
        sample: '#!/bin/bash\ndocker run --rm --env "MODEL=${MODEL:gpt2}" demo\n',
      },
      { wrong: 'The batch size is empty.', sample: '#!/bin/bash\ndocker run --rm --env "BATCH_SIZE=${BATCH_SIZE:32}" demo\n' },
    ],
    good: '#!/bin/bash\ndocker run --rm --env "MODEL=${MODEL:-gpt2}" --env "SHORT=${MODEL:0:4}" demo\n',
    references: ['https://www.gnu.org/software/bash/manual/bash.html#Shell-Parameter-Expansion'],
  },
  messages: {
    cut: 'This cuts {{name}} and gives it no default. Write `${{{name}}:-{{value}}}`.',
  },
  *check({ shell }) {
    if (shell.problems.length > 0 || !shell.file.text.includes('${')) return;
    const assigned = assignedNames(shell);
    for (const { name, offset, span } of slicesIn(shell)) {
      if (!(isDefault(offset) || (isFarOffset(offset) && /^[A-Z][A-Z0-9_]*$/.test(name) && !assigned.has(name)))) continue;
      if (assigned.has(offset)) continue;
      yield { message: 'cut', data: { name, value: offset }, at: span, fix: [{ ...span, text: `\${${name}:-${offset}}` }] };
    }
  },
});

/** Hardly any value from the environment is so long that something is left of it. */
const isFarOffset = (offset: string): boolean => /^\d{2,}$/.test(offset) && Number(offset) >= 16;

/** Text that can't be meant as an offset: a word, a path, an address, or a number with more to it. */
const isDefault = (offset: string): boolean =>
  /^\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)$/.test(offset) ||
  (/^["']?[A-Za-z~/][\w./@:-]*["']?$/.test(offset) && !/^[a-z]$|^[A-Za-z_]\w*:[\w$]+$/.test(offset));
