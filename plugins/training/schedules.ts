import { type CallFact, type MethodUse, type PythonFile, repeatsOf } from '../../src/api';

type Expression = CallFact['node']['args'][number];
type Frame = MethodUse['frame'];
type Node = Frame['node'];

/** A learning rate schedule that steps at one place of the module. */
export interface Schedule {
  readonly use: MethodUse;
  /** The class or function that makes it: `OneCycleLR`. */
  readonly name: string;
  readonly made: CallFact['node'];
  readonly frame: Frame;
  /** How often it steps: in the loop over batches, or in one around it. Undefined for other places. */
  readonly each: 'batch' | 'epoch' | undefined;
  /** The loop that it steps in. */
  readonly loop: Node | undefined;
}

/** The schedules of the module whose class is known and that step at one place. */
export function schedulesOf(file: PythonFile): Schedule[] {
  const { facts, index } = file;
  const uses = facts.trainingMethods.filter(({ method, role }) => method === 'step' && role === 'scheduler');
  const inner = new Set(
    facts.updates.flatMap(({ repeats }) => repeats.flatMap(({ loop, isInnermost }) => (isInnermost ? [loop] : []))),
  );
  const outer = new Set(
    facts.updates.flatMap(({ repeats }) => repeats.flatMap(({ loop, isInnermost }) => (isInnermost ? [] : [loop]))),
  );
  const found = uses.flatMap((use): Schedule[] => {
    const { func } = use.node;
    const origins = func.nodeType === 'Attribute' ? facts.objects.originsOf(func.value, use.frame) : undefined;
    const [origin, ...others] = origins ?? [];
    if (!origin || others.length > 0 || origin.node.nodeType !== 'Call') return [];
    const name = nameOf(origin.node);
    const loops = repeatsOf(use, facts.functions).filter(({ isInnermost }) => isInnermost);
    const [loop] = loops;
    const isIn = (some: ReadonlySet<Node>) => loops.length > 0 && loops.every((each) => some.has(each.loop));
    const each = isIn(inner) ? 'batch' : isIn(outer) && !loops.some((some) => inner.has(some.loop)) ? 'epoch' : undefined;
    return [{ use, name, made: origin.node, frame: origin.frame, each, loop: loop?.loop }];
  });
  const isOnly = ({ made }: Schedule): boolean => found.filter((each) => each.made === made).length === 1;
  return index.unread === undefined && found.length === uses.length ? found.filter(isOnly) : [];
}

export const nameOf = ({ func }: CallFact['node']): string =>
  func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';

/** An argument of a call by keyword or position. */
export const argumentOf = ({ args, keywords }: CallFact['node'], name: string, position: number): Expression | undefined =>
  keywords.find(({ arg }) => arg === name)?.value ?? args[position];

/** Whether an expression, or what its names stand for, has a `len(…)`. */
export function countsItems(expression: Expression | undefined, frame: Frame, file: PythonFile, depth = 0): boolean {
  if (!expression || depth > 4) return false;
  const next = (each: Expression | undefined) => countsItems(each, frame, file, depth + 1);
  switch (expression.nodeType) {
    case 'Name': {
      const bindings = file.facts.objects.reaching(expression, frame);
      return bindings.length === 1 && countsItems(bindings[0]?.value, bindings[0]?.frame ?? frame, file, depth + 1);
    }
    case 'BinOp':
      return next(expression.left) || next(expression.right);
    case 'Call':
      return (
        nameOf(expression) === 'len' || (/^(?:int|ceil|round|max|floor)$/.test(nameOf(expression)) && expression.args.some(next))
      );
    default:
      return false;
  }
}
