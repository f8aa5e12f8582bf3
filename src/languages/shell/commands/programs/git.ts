import { type Builtin, unknownCommand } from '../../state/builtin';
import { print } from '../../state/output';
import { setStatus } from '../../state/shell';
import { commandStatus } from '../../state/status';
import { resolvePath } from '../../values/paths';
import { isSymbolic, rootedPath } from '../../values/roots';
import { known } from '../../values/text';
import { wordText } from '../../values/word';

/** `git rev-parse --show-toplevel` prints the root of the repository when it runs inside it. Other git commands are unknown. */
export const git: Builtin = (shell, invocation, args) => {
  const texts = args.map(wordText);
  const { scope, span } = invocation;
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
  const place = scope.substitution ?? span;
  if (inside) {
    print(shell, scope, [
      { text: repository, span: place },
      { text: '\n', span: place },
    ]);
    setStatus(shell, 0);
    return;
  }
  const fromCaller = folder !== undefined && isSymbolic(folder) && rootedPath(folder)?.root === 'caller';
  if (fromCaller || folder === undefined) {
    print(shell, scope, [
      { text: null, span: place, unknown: { reason: 'command', name: 'git' } },
      { text: '\n', span: place },
    ]);
  }
  shell.state.status = commandStatus('git rev-parse', span);
};
