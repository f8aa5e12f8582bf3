import { posix } from 'node:path';
import { defineRule, type PlainCommand, runCommands, type Stage } from '../../../src/api';

export default defineRule({
  name: 'workdir',
  scope: 'dockerfile',
  docs: {
    summary: 'Folders are set by WORKDIR, and stay',
    why: '`RUN cd folder` alone changes nothing: the next instruction starts in the WORKDIR again. A relative WORKDIR before any absolute one lies wherever the base image ended.',
    bad: ['FROM python:3.12\nRUN cd /opt/app\nRUN pip install .\n', 'FROM python:3.12\nWORKDIR app\nCOPY . .\n'],
    good: 'FROM python:3.12\nWORKDIR /opt/app\nRUN cd /tmp && make\nWORKDIR tests\n',
  },
  messages: {
    lost: '`cd` at the end of a RUN changes nothing, because the next instruction starts in the WORKDIR again; write `WORKDIR {{folder}}`, or join the commands by `&&`',
    relative:
      'where `{{folder}}` lies depends on the base image, which may change; write an absolute path, such as `WORKDIR /{{folder}}`',
  },
  *check({ dockerfile }) {
    for (const stage of dockerfile.stages) {
      for (const run of stage.runs) {
        const commands = runCommands(run, stage, dockerfile.file);
        const last = commands.at(-1);
        const [program, folder] = last?.words ?? [];
        if (program?.text !== 'cd' || !last || last.span.end < run.span.end - 1 || folder?.text === run.workdir) continue;
        if (isWayBack(folder?.text) || isFollowedByFolder(stage, run)) continue;
        yield { message: 'lost', data: { folder: folderAfter(commands, run.workdir) ?? '…' }, at: last.span };
      }
      const [first] = stage.workdirs;
      if (first?.value !== undefined && first.path === undefined && !first.value.startsWith('/') && !stage.from.stage)
        yield { message: 'relative', data: { folder: first.value.replace(/^\.\//, '') }, at: first.span };
    }
  },
});

/** `cd ..`, `cd -` and bare `cd` only tidy up after the commands before. */
const isWayBack = (folder: string | undefined): boolean => folder === undefined || /^(?:-|~|\.\.?(?:\/\.\.)*\/?)$/.test(folder);

/** Where all the `cd` of a RUN lead, from its WORKDIR; undefined where one of them is not known. */
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

/** The next instruction says where the build goes on, so nothing relied on the `cd`. */
function isFollowedByFolder({ instructions }: Stage, { instruction }: Stage['runs'][number]): boolean {
  const next = instructions
    .slice(instructions.indexOf(instruction) + 1)
    .find(({ keyword }) => !['ENV', 'ARG', 'LABEL'].includes(keyword));
  return next === undefined || (next.keyword === 'WORKDIR' && next.text.text.startsWith('/'));
}
