import { defineRule } from '../../../src/api';
import { launch } from '../samples';

export default defineRule<'python', Record<string, never>, 'syntax' | 'python2'>({
  name: 'syntax',
  scope: 'python',
  docs: {
    summary: 'Python that a container runs has no syntax errors',
    why: 'A syntax error stops the program before its first line runs, on every machine. Only files that a container starts, and the local files that those import, are checked.',
    bad: [
      {
        wrong: 'The parenthesis is never closed.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import net\n',
          'net.py': `def build(:
    pass
`,
        },
      },
      {
        wrong: 'In Python 3, `print` is a function.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': 'print "epoch", 1\n' },
      },
    ],
    good: { 'train.sh': launch('python train.py'), 'train.py': 'rate = f"{config["lr"]:.1e}"\n' },
  },
  messages: {
    syntax: "Python can't run this file, nor any that imports it: {{problem}}.",
    python2: "This is Python 2, which Python 3 can't run. Rewrite it for Python 3.",
  },
  precision: 'very-high',
  *check({ python, example, path }) {
    // Entries are parsed whole. What they import is parsed only if its tokens are suspect, because parsing takes ten times as long.
    if (!python.outline.suspect && !example?.launches.some((started) => started.starts.some(({ entry }) => entry === path)))
      return;
    for (const { message, span } of python.problems) {
      const line = python.source.text.slice(python.source.text.lastIndexOf('\n', span.start - 1) + 1, span.start);
      const isPython2 = /^\s*(print|exec)\s+$/.test(line) || /^\s*except\s+\w+$/.test(line.trimEnd());
      yield { message: isPython2 ? 'python2' : 'syntax', data: { problem: lowerFirst(message) }, at: span };
    }
  },
});

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
