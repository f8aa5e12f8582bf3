import { defineRule } from '../../../src/api';
import { launch } from '../samples';

export default defineRule({
  name: 'syntax',
  scope: 'python',
  docs: {
    summary: 'Python that a container runs can be parsed',
    why: 'A syntax error stops the program before its first line runs, on every machine. Only files that a container starts, and local files that those import, are looked at.',
    bad: [
      { 'train.sh': launch('python train.py'), 'train.py': 'print "epoch", 1\n' },
      { 'train.sh': launch('python train.py'), 'train.py': 'import net\n', 'net.py': 'def build(:\n    pass\n' },
    ],
    good: { 'train.sh': launch('python train.py'), 'train.py': 'rate = f"{config["lr"]:.1e}"\n' },
  },
  messages: {
    syntax: 'Python refuses this file: {{problem}}; nothing that imports it can start',
    python2: 'this is Python 2: {{problem}}; Python 3 refuses the file, so nothing that imports it can start',
  },
  precision: 'very-high',
  *check({ python, example, path }) {
    // The entries are parsed whole; what they import, only where its tokens are suspect: parsing takes ten times as long.
    if (!python.outline.suspect && !example?.launches.some((launch) => launch.starts.some(({ entry }) => entry === path))) return;
    for (const { message, span } of python.problems) {
      const line = python.source.text.slice(python.source.text.lastIndexOf('\n', span.start - 1) + 1, span.start);
      const isPython2 = /^\s*(print|exec)\s+$/.test(line) || /^\s*except\s+\w+$/.test(line.trimEnd());
      yield { message: isPython2 ? 'python2' : 'syntax', data: { problem: lowerFirst(message) }, at: span };
    }
  },
});

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
