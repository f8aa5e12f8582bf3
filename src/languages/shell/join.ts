import {
  type Collector,
  condition,
  type Element,
  ForkRequest,
  type Question,
  type Shell,
  type State,
  type Status,
  snapshot,
  spendStep,
  type Variable,
} from './state';
import { EMPTY, markDefault, sameSegment, sameText, type Text } from './text';
import type { Condition, Segment, Word } from './word';

/** The answer, where it is already settled: by an earlier test on this path, or for the whole evaluation. */
export function answer(shell: Shell, question: Question): boolean | undefined {
  const fact = shell.state.facts.get(question.key);
  if (fact !== undefined) return fact;
  const forced = shell.forced.get(question.key);
  if (forced !== undefined) suppose(shell, question, forced);
  return forced;
}

/** Goes on as if the question had been answered so. */
export function suppose(shell: Shell, question: Question, holds: boolean): void {
  const { state } = shell;
  const facts = new Map(state.facts).set(question.key, holds);
  for (const also of (holds ? question.whenTrue : question.whenFalse) ?? []) facts.set(also.key, also.holds);
  state.facts = facts;
  state.when = withCondition(state.when, condition(question, holds));
}

/** A word that a text is makes all words that it is not superfluous. */
function withCondition(when: readonly Condition[], added: Condition): readonly Condition[] {
  const subject = /^match:.*:/.exec(added.key)?.[0];
  const kept = when.filter(
    (one) => one.key !== added.key && !(added.holds && subject !== undefined && !one.holds && one.key.startsWith(subject)),
  );
  return [...kept, added];
}

/** Runs both ways where the answer is not known, and goes on with what the two have in common. */
export function branch(shell: Shell, question: Question, whenTrue: () => void, whenFalse: () => void): void {
  const settled = answer(shell, question);
  if (settled !== undefined) {
    if (settled) whenTrue();
    else whenFalse();
    return;
  }
  spendStep(shell, 5 + shell.state.variables.size / 4);
  const before = snapshot(shell.state);
  suppose(shell, question, true);
  whenTrue();
  const yes = shell.state;
  shell.state = before;
  suppose(shell, question, false);
  whenFalse();
  shell.state = afterBranch(shell, question, yes, shell.state);
}

function afterBranch(shell: Shell, question: Question, yes: State, no: State): State {
  if (!yes.jump && !no.jump) return join(shell, question, yes, no);
  if (yes.jump && no.jump) {
    if (yes.jump.kind === no.jump.kind) return { ...join(shell, question, yes, no), jump: yes.jump };
    if (yes.jump.kind === 'exit') return no;
    if (no.jump.kind === 'exit') return yes;
    return park(shell, question, yes, true) ? no : yes;
  }
  const holds = yes.jump !== undefined;
  const gone = holds ? yes : no;
  const stays = holds ? no : yes;
  if (gone.jump!.kind !== 'exit') {
    park(shell, question, gone, holds);
    return stays;
  }
  return afterExit(question, gone, stays, holds);
}

/** A script that stops with a failure demands what it tested; one that stops content has simply nothing more to do. */
function afterExit(question: Question, gone: State, stays: State, holds: boolean): State {
  if (question.likely === !holds) return { ...stays, when: stays.when.filter((one) => one.key !== question.key) };
  if (gone.status.code === undefined || gone.status.code === 0) return stays;
  const demanded = condition(question, !holds);
  return { ...stays, when: stays.when.filter((one) => one.key !== question.key), requires: [...stays.requires, demanded] };
}

function park(shell: Shell, question: Question, state: State, holds: boolean): boolean {
  const kind = state.jump!.kind;
  for (let index = shell.collectors.length - 1; index >= 0; index -= 1) {
    const collector = shell.collectors[index]!;
    if (collector.kind !== kind) continue;
    collector.parked.push({ state: { ...state, jump: undefined }, question, holds });
    return true;
  }
  return false;
}

/** Runs something that `break`, `continue` or `return` may leave, and brings the paths together that did. */
export function collecting(shell: Shell, kind: Collector['kind'], run: () => void): void {
  const collector: Collector = { kind, parked: [] };
  shell.collectors.push(collector);
  run();
  shell.collectors.pop();
  for (const { state, question, holds } of collector.parked.reverse()) {
    const here = shell.state;
    if (here.jump?.kind === 'exit') {
      shell.state = afterExit(question, here, state, !holds);
      continue;
    }
    const jump = here.jump;
    const joined = holds ? join(shell, question, state, here) : join(shell, question, here, state);
    shell.state = { ...joined, jump };
  }
}

export function join(shell: Shell, question: Question, yes: State, no: State): State {
  const { likely } = question;
  const preferred = likely === false ? no : yes;
  const variables = joinVariables(shell, question, yes, no);
  return {
    ...preferred,
    variables,
    variablesShared: true,
    functions: yes.functions === no.functions ? yes.functions : new Map([...no.functions, ...yes.functions]),
    cursors: likely === undefined ? new Map([...no.cursors, ...yes.cursors]) : preferred.cursors,
    positional: joinWords(question, yes.positional, no.positional),
    cwd: joinText(question, yes.cwd, no.cwd, 'PWD'),
    options: yes.options === no.options ? yes.options : new Set([...yes.options].filter((option) => no.options.has(option))),
    created: yes.created === no.created ? yes.created : new Map([...no.created, ...yes.created]),
    written:
      yes.written === no.written
        ? yes.written
        : new Map([...yes.written].filter(([path, text]) => no.written.get(path) === text)),
    facts: new Map([...yes.facts].filter(([key, holds]) => no.facts.get(key) === holds)),
    when: commonConditions(yes.when, no.when),
    requires: commonConditions(yes.requires, no.requires),
    output: joinText(question, yes.output, no.output, 'output'),
    status: joinStatus(question, yes.status, no.status),
    jump: undefined,
  };
}

function commonConditions(a: readonly Condition[], b: readonly Condition[]): readonly Condition[] {
  if (a === b) return a;
  return a.filter((one) => b.some((other) => other.key === one.key && other.holds === one.holds));
}

function joinVariables(shell: Shell, question: Question, yes: State, no: State): ReadonlyMap<string, Variable | undefined> {
  if (yes.variables === no.variables) return yes.variables;
  const joined = new Map(yes.variables);
  for (const [name, variable] of no.variables) {
    const other = yes.variables.get(name);
    if (other !== variable || !yes.variables.has(name)) joined.set(name, joinVariable(shell, question, name, other, variable));
  }
  for (const [name, variable] of yes.variables) {
    if (!no.variables.has(name)) joined.set(name, joinVariable(shell, question, name, variable, undefined));
  }
  return joined;
}

function joinVariable(
  shell: Shell,
  question: Question,
  name: string,
  yes: Variable | undefined,
  no: Variable | undefined,
): Variable | undefined {
  if (!yes && !no) return undefined;
  const model = (question.likely === false ? (no ?? yes) : (yes ?? no))!;
  const kind = yes && no && yes.kind === no.kind ? yes.kind : [yes, no].find((one) => one && one.kind !== 'scalar')?.kind;
  if (kind === undefined || kind === 'scalar') {
    const [left, right] = [yes?.elements[0], no?.elements[0]];
    if (!left && !right) return model;
    const value = joinText(question, left?.value ?? EMPTY, right?.value ?? EMPTY, name);
    const span = (question.likely === false ? (right ?? left) : (left ?? right))!.span;
    return { ...model, kind: 'scalar', elements: [{ key: 0, value, span }] };
  }
  if (question.likely !== undefined && !isExtension(yes, no) && !isExtension(no, yes)) return model;
  spendStep(shell, (yes?.elements.length ?? 0) / 8);
  return { ...model, kind, elements: joinElements(question, yes?.elements ?? [], no?.elements ?? [], kind === 'indexed') };
}

const isExtension = (longer: Variable | undefined, shorter: Variable | undefined): boolean =>
  (shorter?.elements ?? []).every((element, index) => longer?.elements[index] === element);

/** What the two begin with in common, then what is there only one way. */
function joinElements(question: Question, yes: readonly Element[], no: readonly Element[], renumber: boolean): Element[] {
  let common = 0;
  while (common < yes.length && common < no.length && sameElement(yes[common]!, no[common]!)) common += 1;
  const only = (element: Element, holds: boolean): Element => ({ ...element, when: addCondition(element.when, question, holds) });
  const all = [
    ...yes.slice(0, common),
    ...yes.slice(common).map((element) => only(element, true)),
    ...no.slice(common).map((element) => only(element, false)),
  ];
  return renumber ? all.map((element, index) => (index < common ? element : { ...element, key: index })) : all;
}

const sameElement = (a: Element, b: Element): boolean =>
  a === b || (a.key === b.key && a.many === b.many && sameConditions(a.when, b.when) && sameText(a.value, b.value));

export const sameConditions = (a: readonly Condition[] = [], b: readonly Condition[] = []): boolean =>
  a === b || (a.length === b.length && a.every((one, index) => one.key === b[index]!.key && one.holds === b[index]!.holds));

function addCondition(when: readonly Condition[] | undefined, question: Question, holds: boolean): readonly Condition[] {
  return [...(when ?? []), condition(question, holds)];
}

function joinWords(question: Question, yes: readonly Word[], no: readonly Word[]): readonly Word[] {
  if (yes === no) return yes;
  const same = (a: Word, b: Word): boolean => a === b || (a.many === b.many && sameText(a.segments, b.segments));
  if (yes.length === no.length && yes.every((word, index) => same(word, no[index]!))) return yes;
  if (question.likely !== undefined) return question.likely ? yes : no;
  let common = 0;
  while (common < yes.length && common < no.length && same(yes[common]!, no[common]!)) common += 1;
  const only = (word: Word, holds: boolean): Word => ({ ...word, when: addCondition(word.when, question, holds) });
  return [
    ...yes.slice(0, common),
    ...yes.slice(common).map((word) => only(word, true)),
    ...no.slice(common).map((word) => only(word, false)),
  ];
}

/** Text that one way appended to is the text and, sometimes, the rest; else the default is followed; else it is a choice. */
export function joinText(question: Question, yes: Text, no: Text, name: string): Text {
  if (sameText(yes, no)) return yes;
  let common = 0;
  while (common < yes.length && common < no.length && sameSegment(yes[common]!, no[common]!)) common += 1;
  const [yesRest, noRest] = [yes.slice(common), no.slice(common)];
  if (yesRest.length === 0 || noRest.length === 0) {
    const holds = noRest.length === 0;
    return [...yes.slice(0, common), sometimes(question, holds, holds ? yesRest : noRest)];
  }
  if (question.likely !== undefined) {
    const preferred = question.likely ? yes : no;
    return markDefault(preferred, question.name ?? name, preferred[0]?.span ?? question.span);
  }
  const choice: Segment = { text: null, span: yesRest[0]!.span, unknown: { reason: 'choice', name, decidedBy: question.key } };
  return [...yes.slice(0, common), choice];
}

function sometimes(question: Question, holds: boolean, segments: Text): Segment {
  const decidedBy = question.likely === undefined ? question.key : undefined;
  const when = [condition(question, holds)];
  return { text: null, span: segments[0]!.span, unknown: { reason: 'sometimes', when, segments, decidedBy } };
}

/** Where a status tells how the question was answered, it stands for the question. */
function joinStatus(question: Question, yes: Status, no: Status): Status {
  if (yes.code !== undefined && no.code !== undefined) {
    if (yes.code === no.code) return yes;
    if ((yes.code === 0) === (no.code === 0)) return yes;
    return { question, success: yes.code === 0 };
  }
  if (yes === no) return yes;
  const [part, whole] = yes.code === undefined ? [yes, no] : [no as Exclude<Status, { code: number }>, yes];
  if (whole.code === undefined) {
    if (whole.question.key === part.question.key && whole.success === part.success) return part;
    return { question: compound(question, question, 'and'), success: true };
  }
  const first = condition(question, yes.code === undefined);
  const second = condition(part.question, part.success === (whole.code !== 0));
  const both = compoundOf(first, second, question, part.question);
  return { question: both, success: whole.code !== 0 };
}

export function compoundOf(first: Condition, second: Condition, a: Question, b: Question): Question {
  const likely =
    a.likely === undefined || b.likely === undefined ? undefined : a.likely === first.holds && b.likely === second.holds;
  return {
    key: `(${first.holds ? '' : '!'}${first.key}&${second.holds ? '' : '!'}${second.key})`,
    yes: `${first.words} and ${second.words}`,
    no: `${first.otherwise} or ${second.otherwise}`,
    span: first.span,
    name: a.name ?? b.name,
    whenTrue: [first, second],
    ...(likely !== undefined && { likely }),
  };
}

const compound = (a: Question, b: Question, word: string): Question => ({
  key: `(${a.key} ${word} ${b.key})`,
  yes: a.yes,
  no: a.no,
  span: a.span,
});

/** Starts over, once for each answer, where what decides a piece of a launch's word is not known. */
export function demandKnown(shell: Shell, segments: Text): void {
  if (!shell.mayFork) return;
  for (const segment of segments) {
    const key = segment.unknown?.decidedBy;
    if (key !== undefined && !shell.forced.has(key)) throw new ForkRequest(key);
  }
}
