import { branch } from '../../state/branch';
import type { Builtin } from '../../state/builtin';
import { isSetQuestion } from '../../state/question';
import { type Shell, setStatus } from '../../state/shell';
import { assign, unsetVariable } from '../../state/variables';
import { known, literal, sliceText, type Text, textLength } from '../../values/text';
import { type Word, wordText } from '../../values/word';

const letters: Record<string, string> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  a: 'allexport',
  n: 'noexec',
  v: 'verbose',
  h: 'hashall',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  T: 'functrace',
  m: 'monitor',
  b: 'notify',
  k: 'keyword',
  p: 'privileged',
  P: 'physical',
  H: 'histexpand',
  t: 'onecmd',
};

/** `set`: options of the shell, and its arguments after `--`. */
export const setOptions: Builtin = (shell, _invocation, args) => {
  const options = new Set(shell.state.options);
  let at = 0;
  let positional = false;
  for (; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === '--' || text === '-') {
      at += 1;
      positional = text === '--' || at < args.length;
      break;
    }
    const flags = /^([-+])([a-zA-Z]+)$/.exec(text ?? '');
    if (!flags) break;
    for (const letter of flags[2]!) {
      const name =
        letter === 'o' ? wordText(args[++at] ?? { segments: [], span: { file: '', start: 0, end: 0 } }) : letters[letter];
      if (!name) continue;
      if (flags[1] === '-') options.add(name);
      else options.delete(name);
    }
  }
  shell.state.options = options;
  if (positional || at < args.length) shell.state.positional = args.slice(at);
  setStatus(shell, 0);
};

/** `shopt`. */
export const setShopt: Builtin = (shell, _invocation, args) => {
  const texts = args.map(wordText);
  const shopt = new Set(shell.state.shopt);
  const options = new Set(shell.state.options);
  const target = texts.includes('-o') ? options : shopt;
  const names = texts.filter((text): text is string => text !== undefined && !text.startsWith('-'));
  const queried = texts.includes('-q');
  if (texts.includes('-s')) for (const name of names) target.add(name);
  else if (texts.includes('-u')) for (const name of names) target.delete(name);
  shell.state.shopt = shopt;
  shell.state.options = options;
  setStatus(shell, queried && !names.every((name) => target.has(name)) ? 1 : 0);
};

/** A list of unknown length keeps its length: what is shifted away is one of its words. */
export const shiftArguments: Builtin = (shell, _invocation, args) => {
  const count = args[0] ? Number(wordText(args[0]) ?? 1) : 1;
  const { positional } = shell.state;
  const uncertain = positional.findIndex((word) => word.many || word.when);
  if (uncertain >= 0 && uncertain < count) {
    shell.state.positional = positional.slice(uncertain);
    setStatus(shell, 0);
    return;
  }
  if (!Number.isInteger(count) || count > positional.length || count < 0) {
    setStatus(shell, 1);
    return;
  }
  shell.state.positional = positional.slice(count);
  setStatus(shell, 0);
};

/** The position inside a cluster such as `-abc`, kept beside OPTIND. The space keeps scripts from naming it. */
const INSIDE = ' getopts';

/** `getopts OPTIONS NAME [ARGS]`. */
export const getopts: Builtin = (shell, invocation, args) => {
  const options = args[0] && wordText(args[0]);
  const name = args[1] && wordText(args[1]);
  if (options === undefined || name === undefined) {
    setStatus(shell, 1);
    return;
  }
  const words = args.length > 2 ? args.slice(2) : shell.state.positional;
  const { span } = invocation;
  const index = Number(known(shell.state.variables.get('OPTIND')?.elements[0]?.value ?? []) ?? 1);
  const word = words[index - 1];
  if (word && (word.many || word.when || known(word.segments) === undefined)) {
    followEach(shell, options, name, span);
    return;
  }
  readNextOption(shell, options, name, words, index, span);
};

/** Arguments that aren't known may hold any of the options: the body is followed once. */
function followEach(shell: Shell, options: string, name: string, span: Word['span']): void {
  const question = {
    ...isSetQuestion('@', span),
    key: `getopts@${span.file}:${span.start}`,
    yes: 'an option is given',
    no: 'no option is given',
  };
  const unknown: Text = [{ text: null, span, positional: 'one', unknown: { reason: 'argument', name } }];
  branch(
    shell,
    question,
    () => {
      assign(shell, name, unknown, span);
      assign(shell, 'OPTARG', unknown, span);
      setStatus(shell, 0);
    },
    () => setStatus(shell, 1),
  );
  if (options === '') setStatus(shell, 1);
}

function readNextOption(
  shell: Shell,
  options: string,
  name: string,
  words: readonly Word[],
  index: number,
  span: Word['span'],
): void {
  const word = words[index - 1];
  const text = word && known(word.segments);
  const set = (variable: string, value: Text): void => assign(shell, variable, value, span);
  const moveTo = (to: number, inside: number): void => {
    set('OPTIND', literal(String(to), span));
    set(INSIDE, literal(String(inside), span));
  };
  const inside = Number(known(shell.state.variables.get(INSIDE)?.elements[0]?.value ?? []) ?? 1) || 1;
  if (!word || text === undefined || !text.startsWith('-') || text === '-' || text === '--') {
    moveTo(text === '--' ? index + 1 : index, 1);
    set(name, literal('?', span));
    setStatus(shell, 1);
    return;
  }
  const letter = text[inside]!;
  const at = letter === ':' ? -1 : options.indexOf(letter);
  const last = inside + 1 >= text.length;
  setStatus(shell, 0);
  if (at < 0) {
    moveTo(last ? index + 1 : index, last ? 1 : inside + 1);
    set(name, literal('?', span));
    if (options.startsWith(':')) set('OPTARG', literal(letter, span));
    else unsetVariable(shell, 'OPTARG');
    return;
  }
  if (options[at + 1] !== ':') {
    moveTo(last ? index + 1 : index, last ? 1 : inside + 1);
    set(name, literal(letter, span));
    unsetVariable(shell, 'OPTARG');
    return;
  }
  const value = last ? words[index]?.segments : sliceText(word.segments, inside + 1, textLength(word.segments));
  moveTo(last ? index + 2 : index + 1, 1);
  if (value) {
    set(name, literal(letter, span));
    set('OPTARG', value);
    return;
  }
  set(name, literal(options.startsWith(':') ? ':' : '?', span));
  if (options.startsWith(':')) set('OPTARG', literal(letter, span));
  else unsetVariable(shell, 'OPTARG');
}
