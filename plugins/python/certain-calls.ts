import { type CallFact, type Program, type PythonFile, settingIn } from '../../src/api';

type Frame = CallFact['frame'];

/** How many functions are followed from a call to where the program calls them. */
const deepest = 3;

/** Whether a call of a program's own code surely runs when the script runs unchanged: no branch on the way depends on anything else. */
export const surelyRuns = (call: Pick<CallFact, 'frame' | 'node'>, file: PythonFile, program: Program): boolean =>
  surelyReaches(call.frame, file.span(call.node).start, file, program);

/** The same for anything else of that code, by its offset. */
export const surelyReaches = (frame: Frame, at: number, file: PythonFile, program: Program): boolean =>
  isReached(frame, at, file, program, 0);

function isReached(frame: Frame, at: number, file: PythonFile, program: Program, depth: number): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.kind === 'module') return true;
    if (current.kind === 'function') return isCalled(current, at, file, program, depth);
    if (/^(except|while|case|try-else|comprehension|class)$/.test(current.kind)) return false;
    if (/^(if|else)$/.test(current.kind) && !isTaken(current, file, program)) return false;
  }
  return true;
}

/** Whether the branch is taken by default: a known condition, the main process, or the program itself. */
function isTaken(frame: Frame, file: PythonFile, { start, entry }: Program): boolean {
  const { node, parent, kind } = frame;
  if (node.nodeType !== 'If' || !parent) return false;
  const span = file.span(node.test);
  const text = file.source.text.slice(span.start, span.end);
  if (/__name__\s*==/.test(text)) return kind === 'if' && file === entry;
  if (mainProcess.test(text)) return kind === 'if';
  const value = file.resolve(node.test, parent);
  const argument = { value, at: span, span, expression: node.test, frame: parent, refersTo: undefined };
  const setting = settingIn(argument, start);
  return setting !== undefined && Boolean(setting.value) === (kind === 'if');
}

/** The whole condition asks whether this is the process that logs. */
const mainProcess =
  /^\(?\s*(?:[\w.]{0,40}rank(?:\(\))?\s*(?:==\s*0|in\s*[([{]\s*-1,\s*0\s*[)\]}])|[\w.]{0,60}is_(?:local_|world_)?(?:main|master|process_zero|global_zero|rank_zero|rank_0)\w{0,20}(?:\(\))?|master_process|main_process)\s*\)?$/;

/** A function's own name and the places that call it. A function that may return first may not reach the call. */
function isCalled(frame: Frame, at: number, file: PythonFile, program: Program, depth: number): boolean {
  const { node } = frame;
  if (node.nodeType !== 'FunctionDef' || depth >= deepest || leavesBefore(frame, at, file)) return false;
  const { name } = node;
  // Trainers of libraries call such methods.
  if (frame.parent?.kind === 'class') return name === '__init__' && isMade(frame, file, program, depth);
  return isCalledBy(name, file, program, depth);
}

/** The class of a method is made somewhere. */
function isMade(frame: Frame, file: PythonFile, program: Program, depth: number): boolean {
  const owner = frame.parent?.node;
  return owner?.nodeType === 'ClassDef' && isCalledBy(owner.name, file, program, depth);
}

const isCalledBy = (name: string, file: PythonFile, program: Program, depth: number): boolean =>
  [file, ...program.own.filter((each) => each !== file)].some((each) =>
    each.index.calls.some(({ node: { func }, node, frame }) => {
      const called = func.nodeType === 'Name' ? func.id : func.nodeType === 'Attribute' ? func.attr : '';
      return called === name && isReached(frame, each.span(node).start, each, program, depth + 1);
    }),
  );

/** A `return` or an exit stands before a place in its function. */
const leavesBefore = ({ node }: Frame, at: number, file: PythonFile): boolean =>
  /^[ \t]*(?:return\b|sys\.exit\(|exit\(|raise\s+SystemExit)/m.test(file.source.text.slice(file.span(node).start, at));
