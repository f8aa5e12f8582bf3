import { type Builtin, printLine, unknownCommand } from '../../state/builtin';
import { setStatus } from '../../state/shell';
import { commandStatus } from '../../state/status';
import { resolvePath } from '../../values/paths';
import { isSymbolic, rootedPath } from '../../values/roots';
import { known, literal, unknownText } from '../../values/text';
import { wordText } from '../../values/word';

/** `git rev-parse --show-toplevel` prints the root of the repository when it runs inside it. Other git commands are unknown. */
export const git: Builtin = (shell, invocation, args) => {
  const texts = args.map(wordText);
  const { span } = invocation;
  const { repository } = shell.setting;
  const at = texts.indexOf('-C');
  const folder =
    at >= 0
      ? texts[at + 1] === undefined
        ? undefined
        : resolvePath(known(shell.state.cwd), texts[at + 1]!)
      : known(shell.state.cwd);
  if (!(texts.includes('rev-parse') && texts.includes('--show-toplevel'))) {
    unknownCommand(shell, invocation, 'git');
    return;
  }
  const inside = folder !== undefined && (folder === repository || folder.startsWith(`${repository}/`));
  if (inside) {
    printLine(shell, invocation, literal(repository, span));
    setStatus(shell, 0);
    return;
  }
  const fromCaller = folder !== undefined && isSymbolic(folder) && rootedPath(folder)?.root === 'caller';
  if (fromCaller || folder === undefined) printLine(shell, invocation, unknownText('command', span, 'git'));
  shell.state.status = commandStatus('git rev-parse', span);
};
