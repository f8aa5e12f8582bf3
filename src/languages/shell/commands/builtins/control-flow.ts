import type { Builtin } from '../../state/builtin';
import { setStatus } from '../../state/shell';
import { type Word, wordText } from '../../values/word';

const numberOf = (word: Word | undefined): number | undefined => {
  const text = word && wordText(word);
  return text !== undefined && /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
};

/** `break` and `continue`. */
export const breakLoop =
  (kind: 'break' | 'continue'): Builtin =>
  (shell, _invocation, args) => {
    const levels = numberOf(args[0]) ?? 1;
    if (!shell.collectors.some((collector) => collector.kind === 'break')) return;
    setStatus(shell, 0);
    shell.state.jump = { kind, levels: Math.max(levels, 1) };
  };

/** `return`. */
export const returnFrom: Builtin = (shell, _invocation, args) => {
  const code = numberOf(args[0]);
  if (code !== undefined) setStatus(shell, code & 255);
  shell.state.jump = { kind: 'return', levels: 1 };
};

/** `exit`. */
export const exitWith: Builtin = (shell, _invocation, args) => {
  const code = numberOf(args[0]);
  if (code !== undefined) setStatus(shell, code & 255);
  shell.state.jump = { kind: 'exit', levels: 1 };
};

/** `trap COMMANDS SIGNAL …`. Only `EXIT` is ever run. */
export const setTrap: Builtin = (shell, _invocation, args) => {
  setStatus(shell, 0);
  const texts = args.map(wordText).filter((text) => text !== '--');
  const [code, ...signals] = texts;
  if (code === undefined || signals.length === 0 || /^-[lp]$/.test(code)) return;
  const traps = new Map(shell.state.traps);
  for (const signal of signals) {
    const name = signal === '0' ? 'EXIT' : (signal ?? '').replace(/^SIG/, '');
    if (code === '-' || code === '') traps.delete(name);
    else traps.set(name, code);
  }
  shell.state.traps = traps;
};
