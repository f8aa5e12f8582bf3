import { defineRule } from '../../src/api';
import { isShell } from './dialect';

export default defineRule({
  name: 'syntax',
  scope: 'script',
  precision: 'very-high',
  fatal: true,
  docs: {
    summary: 'Scripts are ones that Bash can read',
    why: 'Bash reads a script command by command, so a script with a syntax error runs up to it: half of a build, or hours of training, and then the part that evaluates is gone.',
    bad: ['#!/bin/bash\nif [ -z "$1" ]; then\n  python train.py\n', '#!/bin/bash\npython train.py "$@\n'],
    good: '#!/bin/bash\nif [ -z "$1" ]; then\n  python train.py\nfi\n',
  },
  messages: { refused: 'Bash stops here when it runs the script: {{problem}}' },
  *check({ shell }) {
    if (!isShell(shell)) return;
    // What follows the first error is read out of step.
    const [first] = shell.problems;
    if (first) yield { message: 'refused', data: { problem: first.message.replace(/\.$/, '') }, at: first.span };
  },
});
