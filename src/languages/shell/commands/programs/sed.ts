import { type Builtin, unknownCommand } from '../../state/builtin';
import { setStatus } from '../../state/shell';
import { wordText } from '../../values/word';
import { filter, parseArguments, printed } from './filter';
import { parseSed, runSed } from './sed-program';

/** `sed` on standard input or files, not in place. */
export const sed: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, 'ef');
  const code = parsed?.values.get('e') ?? (parsed?.operands[0] && wordText(parsed.operands[0]));
  const extended = parsed?.flags.has('E') || parsed?.flags.has('r') || parsed?.flags.has('regexp-extended') || false;
  const commands = code === undefined ? undefined : parseSed(code, extended);
  if (!parsed || !commands || parsed.flags.has('i') || parsed.values.has('f') || parsed.flags.has('in-place')) {
    unknownCommand(shell, invocation, 'sed');
    if (parsed?.flags.has('i')) setStatus(shell, 0);
    return;
  }
  const quiet = parsed.flags.has('n') || parsed.flags.has('quiet');
  const files = parsed.values.has('e') ? parsed.operands : parsed.operands.slice(1);
  filter(shell, invocation, 'sed', files, (text) => {
    const output = runSed(commands, text, quiet, shell.effort);
    return output === undefined ? undefined : printed(output);
  });
};
