import { type Builtin, printLine, unknownCommand } from '../../state/builtin';
import type { Invocation } from '../../state/invocation';
import type { Shell } from '../../state/shell';
import { type System, setStatus } from '../../state/shell';
import { literal } from '../../values/text';
import { wordText } from '../../values/word';

const idAnswers: Record<string, (system: System) => string> = {
  u: (system) => String(system.uid),
  g: (system) => String(system.gid),
  G: (system) => String(system.gid),
  un: (system) => system.user,
  gn: (system) => system.group ?? system.user,
};

/** `id` of the current user. */
export const idProgram: Builtin = (shell, invocation, args) => {
  const letters = args
    .map((word) => wordText(word) ?? '')
    .filter((text) => text.startsWith('-'))
    .join('')
    .replace(/[-r]/g, '');
  const key = [...letters].sort().reverse().join('');
  answer(shell, invocation, 'id', args.some((word) => !(wordText(word) ?? '').startsWith('-')) ? undefined : idAnswers[key]);
};

/** `whoami`, `hostname`, `nproc`, `arch` and `uname`. */
export const systemProgram: Builtin = (shell, invocation, args) => {
  const name = wordText(invocation.words[0]!) ?? '';
  const flag = args.map(wordText).join(' ');
  const answers: Record<string, ((system: System) => string) | undefined> = {
    whoami: (system) => system.user,
    hostname: flag === '' ? (system) => system.hostname : undefined,
    nproc: flag === '' || flag === '--all' ? (system) => String(system.processors) : undefined,
    arch: (system) => system.machine,
    uname:
      flag === '' || flag === '-s'
        ? (system) => system.kernel
        : flag === '-m' || flag === '-p' || flag === '-i'
          ? (system) => system.machine
          : flag === '-n'
            ? (system) => system.hostname
            : undefined,
  };
  answer(shell, invocation, name, answers[name.slice(name.lastIndexOf('/') + 1)]);
};

function answer(shell: Shell, invocation: Invocation, name: string, give: ((system: System) => string) | undefined): void {
  const { system } = shell.setting;
  if (!system || !give) {
    unknownCommand(shell, invocation, name);
    if (give) setStatus(shell, 0);
    return;
  }
  printLine(shell, invocation, literal(give(system), invocation.span));
  setStatus(shell, 0);
}
