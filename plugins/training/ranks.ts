import { type MethodUse, mentions, numberValue, type PythonFile } from '../../src/api';

type Frame = MethodUse['frame'];

/** Words by which code tells its processes apart. */
export const rank =
  /rank|is_main|_main\b|is_master|main_process|master|primary|is_chief|is_writer|world|distributed|gpu|device|dist\b|args\.\w*id\b|proc_?id/i;

export const textOf = (node: Frame['node'], { span, source }: PythonFile): string => {
  const { start, end } = span(node);
  return source.text.slice(start, end);
};

export const nameOfCall = ({ func }: MethodUse['node']): string =>
  func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';

/** Whether a branch around a place, or around every call of its function, may be for one process. A function that nothing calls counts. */
export function isGuarded(at: number, frame: Frame, file: PythonFile, depth = 0): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const { node } = current;
    if (node.nodeType === 'If' && isAboutRank(node.test, current, file)) return true;
    if (leavesBefore(node, at, file)) return true;
    if (node.nodeType === 'Lambda') return true;
    if (node.nodeType === 'FunctionDef') {
      if (depth > 3 || node.decorator_list.some(limits)) return true;
      const calls = file.index.calls.filter((site) => isCallOf(node.name, site.node));
      const isStarted = file.index.escaping.has(node.name);
      return calls.length === 0
        ? !isStarted
        : calls.some((site) => isGuarded(file.span(site.node).start, site.frame, file, depth + 1));
    }
  }
  return false;
}

/** Whether a test tells processes apart, also through `is_writer = args.log and rank == 0`, or may do so in a function elsewhere. */
function isAboutRank(test: MethodUse['node']['func'], frame: Frame, file: PythonFile): boolean {
  if (rank.test(textOf(test, file))) return true;
  if (test.nodeType === 'BoolOp') return test.values.some((each) => isAboutRank(each, frame, file));
  if (test.nodeType === 'UnaryOp') return isAboutRank(test.operand, frame, file);
  if (test.nodeType === 'Call' && test.args.length + test.keywords.length === 0) {
    const called = file.facts.functions.calledBy({ node: test, frame });
    return !called || rank.test(textOf(called, file));
  }
  if (test.nodeType !== 'Name') return false;
  return file.facts.objects
    .reaching(test, frame)
    .some(({ value, kind }) => kind === 'parameter' || (value && rank.test(textOf(value, file))));
}

/** A decorator that may be for one process, such as `rank_zero_only`. */
const limits = (decorator: MethodUse['node']['func']): boolean =>
  !/no_grad|inference_mode|record|main|command/.test(
    decorator.nodeType === 'Call'
      ? nameOfCall(decorator)
      : decorator.nodeType === 'Attribute'
        ? decorator.attr
        : decorator.nodeType === 'Name'
          ? decorator.id
          : '',
  );

/** By its name, or as a method of `self`. */
const isCallOf = (name: string, { func }: MethodUse['node']): boolean =>
  func.nodeType === 'Name'
    ? func.id === name
    : func.nodeType === 'Attribute' && func.attr === name && func.value.nodeType === 'Name' && func.value.id === 'self';

/** `if rank != 0: return` (or `continue`) in a block, above a place. */
function leavesBefore(node: Frame['node'], at: number, file: PythonFile): boolean {
  if (node.nodeType !== 'FunctionDef' && node.nodeType !== 'For' && node.nodeType !== 'While' && node.nodeType !== 'Module')
    return false;
  return node.body.some(
    (statement) =>
      statement.nodeType === 'If' &&
      file.span(statement).end < at &&
      /^(?:Return|Continue|Break|Raise)$/.test(statement.body.at(-1)?.nodeType ?? '') &&
      rank.test(textOf(statement.test, file)),
  );
}

/** Whether the module starts several processes that train one model together. */
export function isDistributed(file: PythonFile): boolean {
  if (!mentions(file, ['init_process_group', 'Accelerator'])) return false;
  if (/FSDP|FullySharded|deepspeed|ZeroRedundancy/.test(file.source.text)) return false;
  return file.index.calls.some(
    ({ node, frame }) => /^(?:init_process_group|Accelerator)$/.test(nameOfCall(node)) && !isAlone(node, frame, file),
  );
}

/** `world_size=1`: a group of one process, which `DistributedDataParallel` asks for. */
const isAlone = ({ keywords }: MethodUse['node'], frame: Frame, file: PythonFile): boolean =>
  keywords.some(({ arg, value }) => arg === 'world_size' && numberValue(file.resolve(value, frame)) === 1);

/**
 * How a program that also runs in a single process, where there are no ranks, asks whether it's the main one:
 * `args.local_rank in [-1, 0]`. Undefined if the function doesn't.
 */
export const ownTest = ({ scope }: Frame, file: PythonFile): string | undefined =>
  /(?:[\w.]{1,60}\.)?local_rank in [[(]-1, ?0[\])]/.exec(textOf(scope.node, file))?.[0];
