import { evaluateTest } from '../../conditions/single-brackets';
import { type Builtin, printLine, unknownCommand } from '../../state/builtin';
import { type Shell, setStatus } from '../../state/shell';
import { setTruth, type Truth, uncertain } from '../../state/truth';
import { literal, unknownText } from '../../values/text';
import { wordText } from '../../values/word';
import { isEngine } from '../engines';
import { sourceFile } from '../scripts';

/** `source FILE [ARGS]`. */
export const source: Builtin = (shell, invocation, args) => {
  const [path, ...rest] = args[0] && wordText(args[0]) === '--' ? args.slice(1) : args;
  if (path) sourceFile(shell, invocation, path, rest);
  else setStatus(shell, 2);
};

/** `[ … ]` and `test …`. */
export const test: Builtin = (shell, invocation, args) => {
  const bracket = wordText(invocation.words[0]!) === '[';
  const words = bracket && args.length > 0 && wordText(args[args.length - 1]!) === ']' ? args.slice(0, -1) : args;
  setTruth(
    shell,
    evaluateTest(
      shell,
      invocation.scope,
      words.map((word) => word.segments),
      invocation.span,
    ),
  );
};

/** Programs that every machine has that can run such a script. */
const everywhere: ReadonlySet<string> = new Set(
  'awk basename bash cat chmod chown cp cut date dirname du env find grep head id ln ls mkdir mktemp mv printf pwd readlink realpath rm sed seq sh sleep sort stat tail tar tee test touch tr uname uniq wc which xargs'.split(
    ' ',
  ),
);

/** `command -v NAME`, `type NAME`, `which NAME`. `command NAME ARGS` runs the program. */
export const lookUp: Builtin = (shell, invocation, args) => {
  const asks = wordText(invocation.words[0]!) !== 'command';
  const flags = args.map(wordText).filter((text) => text?.startsWith('-'));
  const names = args.filter((word) => !wordText(word)?.startsWith('-'));
  if (!asks && !flags.some((flag) => /[vV]/.test(flag!))) {
    const at = args.findIndex((word) => !wordText(word)?.startsWith('-'));
    shell.interpreter.runInvocation(shell, { ...invocation, words: at < 0 ? [] : args.slice(at) }, { functions: false });
    return;
  }
  const name = names[0] && wordText(names[0]);
  if (name === undefined) {
    unknownCommand(shell, invocation, 'command');
    return;
  }
  const found = exists(shell, name, invocation.span);
  const { span } = invocation;
  if (found !== false) {
    const own = shell.state.functions.has(name) || shell.interpreter.isBuiltin(name);
    printLine(shell, invocation, own ? literal(name, span) : unknownText('command', span, 'command'));
  }
  setTruth(shell, found);
};

function exists(
  shell: Shell,
  name: string,
  span: { readonly file: string; readonly start: number; readonly end: number },
): Truth {
  if (shell.state.functions.has(name) || shell.interpreter.isBuiltin(name) || everywhere.has(name)) return true;
  const found = shell.setting.host.command?.(name);
  if (found !== undefined) return found;
  const question = { key: `command:${name}`, yes: `${name} is installed`, no: `${name} is not installed`, span };
  if (name === 'docker' || (isEngine(name) && shell.setting.mode === 'concrete'))
    return name === 'docker' ? true : uncertain(question);
  const fact = shell.state.facts.get(question.key);
  return fact ?? uncertain(question);
}
