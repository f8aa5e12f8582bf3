import { type Condition, sameConditions } from '../values/condition';
import { EMPTY, markDefault, sameSegment, sameText, type Text } from '../values/text';
import type { Segment, Word } from '../values/word';
import { compoundOf, condition, type Question } from './question';
import { type Shell, spendStep } from './shell';
import type { Element, State, Variable } from './state';
import type { Status } from './status';

/** The state after both ways of a question. */
export function joinStates(shell: Shell, question: Question, yes: State, no: State): State {
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

/** The elements that both begin with, then those that are there only one way. */
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

/**
 * The text after a branch. Where one way appended, it is the text and, sometimes, the rest. Otherwise the likely answer is
 * followed as a default, or it is a choice.
 */
function joinText(question: Question, yes: Text, no: Text, name: string): Text {
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

/** The status after a branch. Where it follows from the answer, it stands for the question. */
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
    return {
      question: { key: `(${question.key} and ${question.key})`, yes: question.yes, no: question.no, span: question.span },
      success: true,
    };
  }
  const first = condition(question, yes.code === undefined);
  const second = condition(part.question, part.success === (whole.code !== 0));
  const both = compoundOf(first, second, question, part.question);
  return { question: both, success: whole.code !== 0 };
}
