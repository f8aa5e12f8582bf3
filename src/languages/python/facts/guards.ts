import { leavesBlock } from '../control-flow';
import type { Module } from '../module';
import { blocksAround, enclosing, type Frame, onlyBinding, type Site } from '../scopes';
import type { Node, NodeOf, Statement } from '../syntax';

/** Most names that are followed from a condition to their values. */
const deepestMention = 3;

/** Whether the code checks that a variable is set before it reads it. */
export function isGuarded(name: string, site: Site, module: Module): boolean {
  return isCheckedAround(name, site.frame, module) || isCheckedWithin(name, site, module) || isCheckedBefore(name, site, module);
}

/** In a `try`, or in a branch whose condition refers to the variable. */
export const isCheckedAround = (name: string, frame: Frame, module: Module): boolean =>
  [...blocksAround(frame)].some((block) => block.kind === 'try' || isBranchOn(name, block, module));

/** Whether the code at a place depends on a condition that refers to one of these words: around it, in its expression, or before it. */
export const dependsOn = (words: readonly string[], site: Site, module: Module): boolean =>
  words.some(
    (word) =>
      [...blocksAround(site.frame)].some((block) => isBranchOn(word, block, module)) ||
      isCheckedWithin(word, site, module) ||
      isCheckedBefore(word, site, module),
  );

const isBranchOn = (name: string, block: Frame, module: Module): boolean =>
  (block.kind === 'if' || block.kind === 'else') &&
  block.node.nodeType === 'If' &&
  refersTo(name, block.node.test, block, module);

/** `"A" in os.environ and os.environ["A"]`, `os.environ["A"] if has_a else None`. */
function isCheckedWithin(name: string, { node, frame }: Site, module: Module): boolean {
  const place = module.span(node);
  return choicesAround(place, frame, module).some((choice) => {
    const tests =
      choice.node.nodeType === 'IfExp'
        ? [choice.node.test]
        : choice.node.values.slice(
            0,
            choice.node.values.findIndex((value) => holds(module.span(value), place)),
          );
    return tests.some((test) => !holds(module.span(test), place) && refersTo(name, test, frame, module));
  });
}

type Choice = Module['index']['choices'][number];

/** The choices of a frame in order of position, each with the last end of those up to it. */
interface OrderedChoice {
  readonly choice: Choice;
  readonly start: number;
  readonly end: number;
  readonly lastEnd: number;
}

const choicesOf = new WeakMap<Module['index'], ReadonlyMap<Frame, readonly OrderedChoice[]>>();

function orderedChoices(module: Module): ReadonlyMap<Frame, readonly OrderedChoice[]> {
  const frames = new Map<Frame, OrderedChoice[]>();
  const placed = module.index.choices.map((choice) => ({ choice, ...module.span(choice.node) }));
  for (const { choice, start, end } of placed.sort((a, b) => a.start - b.start)) {
    const before = frames.get(choice.frame) ?? [];
    before.push({ choice, start, end, lastEnd: Math.max(end, before.at(-1)?.lastEnd ?? 0) });
    frames.set(choice.frame, before);
  }
  return frames;
}

/** The choices of a frame that hold a place. A file may have thousands, one after the other. */
function choicesAround(place: Place, frame: Frame, module: Module): readonly Choice[] {
  let frames = choicesOf.get(module.index);
  if (!frames) choicesOf.set(module.index, (frames = orderedChoices(module)));
  const all = frames.get(frame) ?? [];
  const around: Choice[] = [];
  for (let at = countUpTo(all, place.start) - 1; at >= 0 && all[at]!.lastEnd >= place.end; at--) {
    if (all[at]!.end >= place.end) around.push(all[at]!.choice);
  }
  return around;
}

/** How many entries of a list in order start at an offset or before it. */
function countUpTo(ordered: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

const holds = (outer: { start: number; end: number }, inner: { start: number; end: number }): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** After `if "A" not in os.environ: sys.exit(…)`, or an `assert` that refers to it, in the same block or one around it. */
function isCheckedBefore(name: string, { node, frame }: Site, module: Module): boolean {
  const { start } = module.span(node);
  const owner = enclosing(frame, 'function') ?? enclosing(frame, 'module');
  return [...blocksAround(frame), ...(owner ? [owner] : [])].some((block) =>
    checksOf(block, module).some(
      (statement) => module.span(statement).end <= start && refersTo(name, statement.test, block, module),
    ),
  );
}

type Check = NodeOf<'If'> | NodeOf<'Assert'>;

const checksByBlock = new WeakMap<Frame, readonly Check[]>();

/** The statements of a block that leave it unless a condition holds. */
function checksOf(block: Frame, module: Module): readonly Check[] {
  let checks = checksByBlock.get(block);
  if (!checks) {
    checks = statementsOf(block).filter(
      (statement): statement is Check =>
        (statement.nodeType === 'If' && leavesBlock(statement.body, block, module.index)) || statement.nodeType === 'Assert',
    );
    checksByBlock.set(block, checks);
  }
  return checks;
}

function statementsOf({ kind, node }: Frame): readonly Statement[] {
  const field = kind === 'else' || kind === 'try-else' ? 'orelse' : kind === 'finally' ? 'finalbody' : 'body';
  const statements = (node as unknown as { readonly [field: string]: unknown })[field];
  return Array.isArray(statements) && kind !== 'except' && kind !== 'case' ? (statements as Statement[]) : [];
}

/** Whether a condition names the variable, directly or through names and functions of the module. */
function refersTo(name: string, test: Node, frame: Frame, module: Module, depth = 0): boolean {
  const { start, end } = module.span(test);
  const text = module.source.text.slice(start, end);
  if (text.includes(name)) return true;
  if (depth >= deepestMention || test.nodeType === 'FunctionDef') return false;
  return [...new Set(text.match(/[A-Za-z_]\w*/g))].some((id) => {
    const binding = onlyBinding(id, frame.scope);
    const source = binding?.kind === 'function' ? binding.node : binding?.kind === 'assignment' ? binding.value : undefined;
    return binding !== undefined && source !== undefined && refersTo(name, source, binding.frame, module, depth + 1);
  });
}
