import { computeText } from '../../expansion/arithmetic';
import type { Builtin } from '../../state/builtin';
import type { Invocation } from '../../state/invocation';
import { type Shell, setStatus } from '../../state/shell';
import type { Variable } from '../../state/state';
import { setTruth, uncertain } from '../../state/truth';
import { assign, dereference, setVariable, unsetVariable } from '../../state/variables';
import { known, outsideName } from '../../values/text';
import { type Word, wordText } from '../../values/word';
import { performAssignment } from '../assignments';

interface Attributes {
  readonly add: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
}

function attributesOf(args: readonly Word[]): Attributes {
  const add = new Set<string>();
  const remove = new Set<string>();
  for (const word of args) {
    const flags = /^([-+])([a-zA-Z]+)$/.exec(wordText(word) ?? '');
    for (const letter of flags?.[2] ?? '') (flags![1] === '-' ? add : remove).add(letter);
  }
  return { add, remove };
}

/** The operands: names without a value, and assignments that an expansion gave: `export "$pair"`. */
function operandsOf(args: readonly Word[]): readonly Word[] {
  return args.filter((word) => !/^[-+][a-zA-Z]*$/.test(wordText(word) ?? ''));
}

function declare(shell: Shell, invocation: Invocation, args: readonly Word[], { add, remove }: Attributes, local: boolean): void {
  setStatus(shell, 0);
  const names = operandsOf(args);
  if (add.has('f') || add.has('F') || add.has('p')) {
    setStatus(shell, add.has('p') || names.every((word) => shell.state.functions.has(wordText(word) ?? '')) ? 0 : 1);
    return;
  }
  for (const node of invocation.assignments) {
    prepare(shell, node.name, add, remove, local, node.value.type === 'ArrayValue');
    performAssignment(shell, invocation.scope, node);
    applyAttributes(shell, node.name, add);
  }
  for (const word of names) {
    const first = word.segments[0]?.text ?? '';
    const parsed = /^([A-Za-z_]\w*)(\+?=)?/.exec(first);
    if (!parsed) continue;
    const name = parsed[1]!;
    prepare(shell, name, add, remove, local, false);
    if (parsed[2]) {
      const [segment, ...others] = word.segments;
      const head = { ...segment!, text: first.slice(parsed[0].length) };
      assign(shell, name, head.text === '' ? others : [head, ...others], word.span, { append: parsed[2] === '+=' });
    }
    applyAttributes(shell, name, add);
  }
  if (!shell.state.jump) setStatus(shell, 0);
}

/** Prepares a variable for its value: makes it local, of its kind, with its attributes. */
function prepare(
  shell: Shell,
  name: string,
  add: ReadonlySet<string>,
  remove: ReadonlySet<string>,
  local: boolean,
  array: boolean,
): void {
  const { variables, frames } = shell.state;
  const frame = [...frames].reverse().find((one) => one.name !== 'source');
  const fresh = local && frame !== undefined && !add.has('g');
  if (fresh && !frame.saved.has(name)) {
    frame.saved.set(name, variables.get(name));
    if (!variables.get(name)?.exported) setVariable(shell, name, { kind: 'scalar', elements: [] });
  }
  const before = variables.get(name);
  const kind: Variable['kind'] = add.has('A')
    ? 'associative'
    : add.has('a') || array
      ? before?.kind === 'associative'
        ? 'associative'
        : 'indexed'
      : (before?.kind ?? 'scalar');
  const fold = add.has('l') ? 'lower' : add.has('u') ? 'upper' : before?.fold;
  const elements = before === undefined || (before.kind !== kind && kind === 'associative') ? [] : before.elements;
  const known = before !== undefined || shell.setting.mode === 'concrete' || add.size > 0 || local;
  if (known) {
    const exported = add.has('x') ? true : remove.has('x') ? false : before?.exported;
    const next: Variable = {
      ...before,
      kind,
      elements,
      exported,
      fold,
      integer: add.has('i') || before?.integer,
      reference: add.has('n') || undefined,
    };
    if (before || kind !== 'scalar' || add.size > 0 || local) {
      if (!(shell.setting.mode === 'symbolic' && before === undefined && !variables.has(name) && onlyExports(add) && !fresh))
        setVariable(shell, name, next);
    }
  }
}

/** `export NAME` changes nothing about a variable that only the environment sets. */
const onlyExports = (add: ReadonlySet<string>): boolean => [...add].every((letter) => letter === 'x');

/** Applies the attributes that count once the variable has its value. */
function applyAttributes(shell: Shell, name: string, add: ReadonlySet<string>): void {
  const target = shell.state.variables.get(name);
  if (!target) return;
  const exported = add.has('x') || target.exported;
  if (add.has('r') || exported !== target.exported)
    setVariable(shell, name, { ...target, exported, readonly: add.has('r') || target.readonly });
}

/** `declare` and `typeset`. */
export const declareVariables: Builtin = (shell, invocation, args) => declare(shell, invocation, args, attributesOf(args), true);

/** `local`. */
export const localVariables: Builtin = (shell, invocation, args) => declare(shell, invocation, args, attributesOf(args), true);

/** `readonly`. */
export const readonlyVariables: Builtin = (shell, invocation, args) => {
  const { add, remove } = attributesOf(args);
  declare(shell, invocation, args, { add: new Set([...add, 'r']), remove }, false);
};

/** `export`. */
export const exportVariables: Builtin = (shell, invocation, args) => {
  const { add } = attributesOf(args);
  if (add.has('f')) {
    setStatus(shell, 0);
    return;
  }
  const removes = add.has('n');
  declare(shell, invocation, args, { add: new Set(removes ? [] : ['x']), remove: new Set(removes ? ['x'] : []) }, false);
};

/** `let`. */
export const letVariables: Builtin = (shell, { scope, span }, args) => {
  for (const word of args) {
    const { value, from } = computeText(shell, scope, word.segments, word.span);
    const name = outsideName(from);
    if (value !== undefined && name === undefined) setStatus(shell, value === 0n ? 1 : 0);
    else
      setTruth(
        shell,
        uncertain({
          key: `let@${span.file}:${span.start}`,
          yes: known(word.segments) ?? 'let',
          no: `not (${known(word.segments) ?? 'let'})`,
          span,
        }),
      );
  }
};

/** `unset`. */
export const unsetNames: Builtin = (shell, _invocation, args) => {
  setStatus(shell, 0);
  const { add } = attributesOf(args);
  for (const word of operandsOf(args)) {
    const text = wordText(word);
    const parsed = /^(\w+)(?:\[(.*)\])?$/.exec(text ?? '');
    if (!parsed) continue;
    const name = add.has('n') ? parsed[1]! : dereference(shell, parsed[1]!);
    if (add.has('f') || (!add.has('v') && !shell.state.variables.get(name) && shell.state.functions.has(name))) {
      shell.state.functions = new Map([...shell.state.functions].filter(([one]) => one !== name));
    } else if (parsed[2] === undefined || parsed[2] === '@') unsetVariable(shell, name);
    else {
      const associative = shell.state.variables.get(name)?.kind === 'associative';
      const key = associative ? parsed[2].replace(/^(["'])(.*)\1$/, '$2') : lastKey(shell, name, Number(parsed[2]));
      unsetVariable(shell, name, key);
    }
  }
};

function lastKey(shell: Shell, name: string, key: number): number {
  if (key >= 0) return key;
  const elements = shell.state.variables.get(name)?.elements ?? [];
  return Number(elements[elements.length - 1]?.key ?? -1) + 1 + key;
}
