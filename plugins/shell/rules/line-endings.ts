import { causes, defineRule, type Edit, inEachScript, type Script } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'line-endings',
  scope: 'script',
  fixable: true,
  precision: 'very-high',
  docs: {
    summary: 'Scripts have Linux line endings',
    why: "An editor on Windows ends lines in CR LF, and the shell reads the CR as part of the last word: `#!/bin/bash` names no interpreter (“bad interpreter: No such file or directory”), a backslash at the end of a line continues nothing, and `then` isn't a keyword.",
    bad: [
      { wrong: 'All lines end in CR LF.', sample: '#!/bin/bash\r\nset -e\r\npython train.py\r\n' },
      {
        wrong: 'So do those of all scripts.',
        sample: { '/a.sh': 'set -e\r\npython a.py\r\n', '/b.sh': 'set -e\r\npython b.py\r\n', '/c.sh': 'python c.py\r\n' },
      },
    ],
    good: `#!/bin/bash
set -e
printf "GET / HTTP/1.0\\r\\n"
`,
    references: ['https://www.shellcheck.net/wiki/SC1017'],
  },
  messages: {
    carriage:
      'Lines end in CR LF, and the shell reads the CR as part of the last word, so the script fails{{others}}. End them in LF, and add `*.sh text eol=lf` to .gitattributes.',
  },
  *check(script) {
    const { repository, example, path } = script;
    if (carriages(script).length === 0) return;
    // Elsewhere, an editor or git has written all of them so.
    const all = example?.metadata ? [path] : windowsScripts(repository);
    const cause = causes.habit('shell/line-endings');
    const others = all.length < 2 ? '' : `, as ${all.length === 2 ? 'does 1 other' : `do ${all.length - 1} others`}`;
    const place = all.length < 2 ? {} : all[0] === path ? { cause } : { follows: cause };
    const scripts = all[0] === path ? all.flatMap((each) => repository.script(each) ?? []) : [script];
    const fix = scripts.flatMap(withoutCarriages);
    const [first = 0] = carriages(script);
    const start = script.shell.file.text.lastIndexOf('\n', first) + 1;
    yield { message: 'carriage', data: { others }, at: { file: path, start, end: first }, fix, ...place };
  },
});

const withoutCarriages = (script: Script): Edit[] =>
  carriages(script).map((start) => ({ file: script.path, start, end: start + 1, text: '' }));

/** Where lines end in CR LF. A few may belong to a here-document that is meant for Windows. */
function carriages({ shell }: Script): readonly number[] {
  const { text } = shell.file;
  if (!isShell(shell) || !text.includes('\r\n')) return [];
  const ends = [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => index);
  return ends.length * 2 < text.split('\n').length - 1 ? [] : ends;
}

const windowsScripts = inEachScript<string>('shell.windowsScripts', (script) =>
  script.example?.metadata || carriages(script).length === 0 ? [] : [script.path],
);
