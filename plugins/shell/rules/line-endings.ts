import { defineRule, type Edit } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'line-endings',
  scope: 'script',
  fixable: true,
  precision: 'very-high',
  docs: {
    summary: 'Scripts have Linux line endings',
    why: "An editor on Windows ends lines in CR LF, and the shell reads the CR as part of the last word: `#!/bin/bash` names no interpreter (“bad interpreter: No such file or directory”), a backslash at the end of a line continues nothing, and `then` isn't a keyword.",
    bad: [{ wrong: 'All lines end in CR LF.', sample: '#!/bin/bash\r\nset -e\r\npython train.py\r\n' }],
    good: `#!/bin/bash
set -e
printf "GET / HTTP/1.0\\r\\n"
`,
    references: ['https://www.shellcheck.net/wiki/SC1017'],
  },
  messages: {
    carriage:
      'Lines end in CR LF, and the shell reads the CR as part of the last word, so the script fails. End them in LF, and add `*.sh text eol=lf` to .gitattributes.',
  },
  *check({ shell }) {
    const { path, text } = shell.file;
    if (!isShell(shell) || !text.includes('\r\n')) return;
    const ends = [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => index);
    // A few may belong to a here-document that is meant for Windows.
    if (ends.length * 2 < text.split('\n').length - 1) return;
    const [first = 0] = ends;
    const fix = ends.map((start): Edit => ({ file: path, start, end: start + 1, text: '' }));
    yield { message: 'carriage', at: { file: path, start: text.lastIndexOf('\n', first) + 1, end: first }, fix };
  },
});
