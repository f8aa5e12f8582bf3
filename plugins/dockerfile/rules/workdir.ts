import { posix } from 'node:path';
import { defineRule, type PlainCommand, runCommands, type Stage } from '../../../src/api';

export default defineRule({
  name: 'workdir',
  scope: 'dockerfile',
  docs: {
    summary: 'WORKDIR sets the folder of the next instructions, not `cd`',
    why: '`RUN cd folder` has no effect on the instructions after it: each starts in the WORKDIR again.',
    bad: [
      {
        wrong: '`pip install .` runs in the WORKDIR, not in `/opt/app`.',
        sample: `FROM python:3.12
RUN cd /opt/app
RUN pip install .
`,
      },
    ],
    good: `FROM python:3.12
WORKDIR /opt/app
RUN cd /tmp && make
RUN pip install .
`,
  },
  messages: {
    lost: '`cd` has no effect on the next instruction, which starts in the WORKDIR again. Write `WORKDIR {{folder}}`, or join the commands with `&&`.',
    unknown:
      '`cd` has no effect on the next instruction, which starts in the WORKDIR again. Set the folder with WORKDIR, or join the commands with `&&`.',
  },
  *check({ dockerfile: { stages, file } }) {
    for (const stage of stages) {
      for (const run of stage.runs) {
        const commands = runCommands(run, stage, file);
        const last = commands.at(-1);
        const [program, target] = last?.words ?? [];
        if (program?.text !== 'cd' || !last || last.span.end < run.span.end - 1 || target?.text === run.workdir) continue;
        if (isWayBack(target?.text) || isFollowedByFolder(stage, run)) continue;
        const folder = folderAfter(commands, run.workdir);
        yield { message: folder === undefined ? 'unknown' : 'lost', data: { folder }, at: last.span };
      }
    }
  },
});

/** `cd ..`, `cd -` and bare `cd` only go back after the commands before. */
const isWayBack = (folder: string | undefined): boolean => folder === undefined || /^(?:-|~|\.\.?(?:\/\.\.)*\/?)$/.test(folder);

/** Where all the `cd` of a RUN lead, from its WORKDIR; undefined where one of them isn't known. */
function folderAfter(commands: readonly PlainCommand[], workdir: string | undefined): string | undefined {
  let folder: string | undefined = '';
  for (const { words } of commands) {
    const [program, target] = words;
    if (program?.text !== 'cd') continue;
    if (target?.text === undefined || /^[-~]/.test(target.text)) folder = undefined;
    else if (target.text.startsWith('/')) folder = target.text;
    else folder = folder === undefined ? undefined : posix.join(folder, target.text);
  }
  if (folder === undefined || folder.startsWith('/')) return folder;
  return folder.startsWith('..') || workdir === undefined ? folder : posix.join(workdir, folder);
}

/** The next instruction sets the folder, so nothing relied on the `cd`. */
function isFollowedByFolder({ instructions }: Stage, { instruction }: Stage['runs'][number]): boolean {
  const next = instructions
    .slice(instructions.indexOf(instruction) + 1)
    .find(({ keyword }) => !['ENV', 'ARG', 'LABEL'].includes(keyword));
  return next === undefined || (next.keyword === 'WORKDIR' && next.text.text.startsWith('/'));
}
