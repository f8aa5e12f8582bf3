import { unknownCommand } from '../state/builtin';
import type { Invocation } from '../state/invocation';
import { inSubshell } from '../state/output';
import { exitShell, type Shell, setStatus } from '../state/shell';
import { assign, setVariable } from '../state/variables';
import { EMPTY, known, literal } from '../values/text';
import type { Word } from '../values/word';
import { evaluateText, runScriptFile, runText } from './scripts';

/**
 * A program that runs the command given after its own options. `values` are the options whose value is the next word, `skip` the
 * number of operands before the command.
 */
interface Wrapper {
  readonly values: string;
  readonly skip?: number;
  readonly assignments?: true;
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map(
  Object.entries<Wrapper>({
    sudo: { values: '-u -g -h -p -C -T -U -r -t -D -R --user --group', assignments: true },
    doas: { values: '-u -C' },
    env: { values: '-u -C --unset --chdir', assignments: true },
    nohup: { values: '' },
    stdbuf: { values: '-i -o -e --input --output --error' },
    timeout: { values: '-k -s --kill-after --signal', skip: 1 },
    gtimeout: { values: '-k -s', skip: 1 },
    nice: { values: '-n --adjustment' },
    ionice: { values: '-c -n -p --class --classdata' },
    time: { values: '-f -o --format --output' },
    setsid: { values: '' },
    unbuffer: { values: '' },
    chrt: { values: '', skip: 1 },
    taskset: { values: '', skip: 1 },
    numactl: { values: '-N -m -C -i -p' },
    caffeinate: { values: '-t -w' },
    catchsegv: { values: '' },
    strace: { values: '-o -e -p -s' },
    retry: { values: '-t -d' },
  }),
);

/** Whether a program runs the command that its own words give. */
export const isWrapper = (program: string): boolean => wrappers.has(program);

/** Follows a wrapper to the command that it runs. False where the program is no wrapper. */
export function runWrapper(shell: Shell, invocation: Invocation, name: string): boolean {
  const program = name.slice(name.lastIndexOf('/') + 1);
  if (program === 'xargs') runXargs(shell, invocation);
  else if (program === 'bash' || program === 'sh' || program === 'dash' || program === 'zsh' || program === 'ksh')
    runShell(shell, invocation);
  else if (program === 'script' || program === 'flock' || program === 'sg' || program === 'su')
    runWithCode(shell, invocation, program);
  else {
    const wrapper = wrappers.get(program);
    if (!wrapper) return false;
    runWrapped(shell, invocation, wrapper);
  }
  return true;
}

const textOf = (word: Word | undefined): string | undefined => word && known(word.segments);

function runWrapped(shell: Shell, invocation: Invocation, wrapper: Wrapper): void {
  const { words } = invocation;
  const values = wrapper.values.split(' ');
  const assigned: { name: string; word: Word; length: number }[] = [];
  let at = 1;
  for (; at < words.length; at += 1) {
    const text = textOf(words[at]);
    if (text === '--') {
      at += 1;
      break;
    }
    if (text?.startsWith('-') && text !== '-') {
      if (values.includes(text)) at += 1;
      continue;
    }
    const assignment = wrapper.assignments ? /^([A-Za-z_]\w*)=/.exec(words[at]!.segments[0]?.text ?? '') : null;
    if (!assignment) break;
    assigned.push({ name: assignment[1]!, word: words[at]!, length: assignment[0].length });
  }
  at += wrapper.skip ?? 0;
  const rest = words.slice(at);
  if (rest.length === 0) {
    unknownCommand(shell, invocation, textOf(words[0]) ?? '…');
    return;
  }
  inSubshell(shell, () => {
    for (const { name, word, length } of assigned) {
      const [first, ...others] = word.segments;
      const head = first!.text!.slice(length);
      assign(shell, name, [...literal(head, first!.span), ...others], word.span);
      const variable = shell.state.variables.get(name);
      if (variable) setVariable(shell, name, { ...variable, exported: true });
    }
    shell.interpreter.runInvocation(shell, { ...invocation, words: rest }, { functions: false });
  });
}

/** `bash SCRIPT ARGS`, `bash -c COMMANDS ZERO ARGS`, or `bash -s` with commands on standard input. */
function runShell(shell: Shell, invocation: Invocation): void {
  const { words, scope } = invocation;
  let at = 1;
  let code = false;
  let fromInput = false;
  const options = new Set<string>();
  for (; at < words.length; at += 1) {
    const text = textOf(words[at]);
    if (text === undefined || !/^[-+]./.test(text)) break;
    if (text === '--') {
      at += 1;
      break;
    }
    if (text.startsWith('--')) continue;
    for (const letter of text.startsWith('-') ? text.slice(1) : '') if (shortOptions[letter]) options.add(shortOptions[letter]);
    if (/^-[a-zA-Z]*c/.test(text)) code = true;
    if (/^-[a-zA-Z]*s/.test(text)) fromInput = true;
    if (/^-[a-zA-Z]*o$/.test(text)) options.add(textOf(words[at + 1]) ?? '');
    if (/^[-+][a-zA-Z]*[oO]$/.test(text)) at += 1;
  }
  const rest = words.slice(at);
  const zero = words[0]!.segments;
  if (code && rest[0])
    runText(shell, invocation, rest[0].segments, { zero: rest[1]?.segments ?? zero, args: rest.slice(2), options });
  else if (fromInput || (rest.length === 0 && scope.input)) {
    const inner = { ...invocation, scope: { ...scope, input: undefined } };
    if (scope.input) runText(shell, inner, scope.input.text, { zero, args: rest, options });
    else unknownCommand(shell, invocation, 'bash');
  } else if (rest[0]) {
    const path = textOf(rest[0]);
    if (path === undefined || !runScriptFile(shell, invocation, path, rest.slice(1), { shellGiven: true, options }))
      unknownCommand(shell, invocation, path ?? 'bash');
  } else unknownCommand(shell, invocation, 'bash');
}

const shortOptions: Record<string, string> = { e: 'errexit', u: 'nounset', x: 'xtrace', f: 'noglob', a: 'allexport' };

/** `script -c COMMANDS FILE`, `flock FILE -c COMMANDS`, `flock FILE COMMAND`. */
function runWithCode(shell: Shell, invocation: Invocation, program: string): void {
  const { words } = invocation;
  const at = words.findIndex((word) => /^(-[a-z]*c|--command)$/.test(textOf(word) ?? ''));
  const code = at >= 0 ? words[at + 1] : undefined;
  if (code) runText(shell, invocation, code.segments, { zero: EMPTY, args: [], options: new Set() });
  else if (program === 'flock') runWrapped(shell, invocation, { values: '-w -E --timeout', skip: 1 });
  else unknownCommand(shell, invocation, program);
}

/** `xargs` runs the command once, with the words it reads after it; with `-I` once for each line. */
function runXargs(shell: Shell, invocation: Invocation): void {
  const { words, scope, span } = invocation;
  const values = ['-n', '-I', '-P', '-L', '-d', '-a', '-s', '-E', '-i'];
  let at = 1;
  let replaced: string | undefined;
  for (let text = textOf(words[at]); text?.startsWith('-'); text = textOf(words[at])) {
    if (text === '-I') replaced = textOf(words[at + 1]);
    else if (text.startsWith('-I')) replaced = text.slice(2);
    at += values.includes(text) ? 2 : 1;
  }
  const given = words.slice(at);
  const rest = given.length > 0 ? given : [{ segments: literal('echo', span), span }];
  const input = scope.input && known(scope.input.text);
  const unknown: Word = { segments: [{ text: null, span, unknown: { reason: 'command', name: 'xargs' } }], span };
  const inner = { ...invocation, scope: { ...scope, input: undefined } };
  if (replaced !== undefined) {
    const lines = input?.split('\n').filter((line) => line.trim() !== '') ?? [undefined];
    for (const line of lines.slice(0, 200)) {
      const filled = rest.map((word) => fill(word, replaced, line));
      inSubshell(shell, () => shell.interpreter.runInvocation(shell, { ...inner, words: filled }, { functions: false }));
    }
    return;
  }
  const read =
    input === undefined
      ? [{ ...unknown, many: true as const }]
      : splitWords(input).map((text): Word => ({ segments: literal(text, span), span }));
  inSubshell(shell, () => shell.interpreter.runInvocation(shell, { ...inner, words: [...rest, ...read] }, { functions: false }));
}

function fill(word: Word, mark: string, line: string | undefined): Word {
  const text = known(word.segments);
  if (text === undefined || !text.includes(mark)) return word;
  if (line === undefined)
    return { ...word, segments: [{ text: null, span: word.span, unknown: { reason: 'command', name: 'xargs' } }] };
  return { ...word, segments: [{ text: text.split(mark).join(line), span: word.span }] };
}

const splitWords = (text: string): string[] =>
  (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2')).slice(0, 2_000);

/** `eval`. */
export function runEval(shell: Shell, invocation: Invocation, args: readonly Word[]): void {
  const text = args.flatMap((word, index) => (index === 0 ? word.segments : [{ text: ' ', span: word.span }, ...word.segments]));
  evaluateText(shell, invocation, text);
}

/** `exec`: runs the command, then ends the script. */
export function runExec(shell: Shell, invocation: Invocation, args: readonly Word[]): void {
  let at = 0;
  for (let text = textOf(args[at]); text?.startsWith('-'); text = textOf(args[at])) at += text === '-a' ? 2 : 1;
  if (at >= args.length) {
    setStatus(shell, 0);
    return;
  }
  shell.interpreter.runInvocation(shell, { ...invocation, words: args.slice(at) }, { functions: false });
  const { status } = shell.state;
  exitShell(shell, 0);
  shell.state.status = status;
}
