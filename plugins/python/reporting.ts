import { type CallFact, mentions, type PythonFile, query, type TrainingLoop } from '../../src/api';

/** Words of names of calls that show, write, or collect something: `log_step`, `pbar.set_postfix`, `SummaryWriter`, `on_batch_end`. */
const reportingWords =
  /^(log|logs|logger|logging|print|pprint|write|writes|writer|report|reporter|record|recorder|track|tracker|tqdm|trange|progress|meter|meters|summary|callbacks?|hooks?|plot|display|show|dump|notify|publish|emit|postfix|description|scalars?|metrics?|stats?|history)$/;

/** Functions of numbers and tensors that have such a word in their name: `torch.log`, `F.log_softmax`, `math.log`. */
const mathematics = /^(log(2|10|1p|_?softmax|_?sigmoid|_?sum_?exp|addexp|_prob|_det|_normal_?|spaced?|it)?|cumulative.*)$/;

/** A list or a meter whose values say how training goes. */
const measure = /loss|acc|metric|hist|score|err|stat|curve|log|result|reward|psnr|iou|meter|bar\b|track|progress|av(era)?g/i;

/** Objects whose methods report. */
const reporter = /(^|[._])(log(s|ger)?|writer|viz|vis|wandb|tb|tensorboard|mlflow|recorder|tracker|comet|neptune|experiment)$/i;

/** Makes something that reports later: `SummaryWriter(…)`, `tqdm(…)`, `model.register_forward_hook(…)`. */
const lasting = /^[A-Z]|tqdm|trange|hook|callback/;

/**
 * Whether a call has a name that suggests output: `self.report(…)`, `log_step(…)`, `losses.append(…)`. Those in the loop count, in what it
 * calls, after it, and around and after the calls of its function.
 */
export function reports(loop: TrainingLoop, file: PythonFile, files: Iterable<PythonFile>): boolean {
  const { calls, byName, byOwner, lasts } = callsOf(file);
  if (lasts) return true;
  const from = startsOf(loop, byName, file);
  const reached = calls.filter(({ owner, start }) => start >= (from.get(owner) ?? Number.POSITIVE_INFINITY));
  const called = new Set(reached.map(({ name }) => name));
  // A function that is added to the set while this goes on is visited too.
  for (const name of called) for (const call of byOwner.get(name) ?? []) called.add(call.name);
  const near = [...reached, ...[...called].flatMap((name) => byOwner.get(name) ?? [])];
  return near.some(({ shows }) => shows) || isReportedIn(files, file, called, from);
}

interface Call {
  readonly name: string;
  /** Its name suggests output. */
  readonly shows: boolean;
  /** The name of the function around it. Undefined at the top level. */
  readonly owner: string | undefined;
  readonly start: number;
  /** Where the outermost loop around it begins, in its own function. */
  readonly loop: number | undefined;
}

function describe({ node, frame }: PythonFile['index']['calls'][number], file: PythonFile): Call {
  const { func } = node;
  const around = loopsAround(frame).at(-1);
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  return {
    name,
    shows: showsOutput(name, func.nodeType === 'Attribute' ? textAt(func.value, file) : ''),
    owner: functionOf(frame),
    start: file.span(node).start,
    loop: around && file.span(around).start,
  };
}

const callsOf = query('python.reportingCalls', (file: PythonFile) => {
  const calls = file.index.calls.map((site) => describe(site, file));
  return {
    calls,
    byName: groupBy(calls, ({ name }) => name),
    byOwner: groupBy(calls, ({ owner }) => owner),
    lasts: calls.some(({ name, shows }) => shows && lasting.test(name)),
  };
});

/** Where what counts begins, in each function that leads to the loop. */
function startsOf(
  loop: TrainingLoop,
  byName: ReadonlyMap<string, readonly Call[]>,
  file: PythonFile,
): Map<string | undefined, number> {
  const from = new Map<string | undefined, number>([[loop.function, file.span(loop.outermost).start]]);
  for (const [name] of from) {
    for (const call of name === undefined ? [] : (byName.get(name) ?? [])) {
      if (call.owner === name) continue;
      from.set(call.owner, Math.min(from.get(call.owner) ?? Number.POSITIVE_INFINITY, call.loop ?? call.start));
    }
  }
  return from;
}

function groupBy<Key>(calls: readonly Call[], keyOf: (call: Call) => Key): ReadonlyMap<Key, readonly Call[]> {
  const groups = new Map<Key, Call[]>();
  for (const call of calls) {
    const group = groups.get(keyOf(call));
    if (group) group.push(call);
    else groups.set(keyOf(call), [call]);
  }
  return groups;
}

/** Another file reports: in a function that is called here, or where it calls one that leads to the loop. */
function isReportedIn(
  files: Iterable<PythonFile>,
  file: PythonFile,
  called: ReadonlySet<string>,
  from: ReadonlyMap<string | undefined, number>,
): boolean {
  return [...files].some((other) => {
    if (other === file || !writes(other.source.text)) return false;
    const calls = [...from.keys()].some((name) => name !== undefined && mentions(other, [name]));
    return calls || other.index.functions.some(({ node }) => called.has(node.name) && writes(textAt(node, other)));
  });
}

function showsOutput(name: string, receiver: string): boolean {
  if (mathematics.test(name)) return false;
  if (wordsOf(name).some((word) => reportingWords.test(word)) || reporter.test(receiver)) return true;
  return (name === 'append' || name === 'update') && measure.test(receiver);
}

const writes = (text: string): boolean => /\b(print|info|log\w{0,20}|write\w{0,20}|add_scalars?|set_postfix)\(/.test(text);

const textAt = (node: Parameters<PythonFile['span']>[0], file: PythonFile): string => {
  const { start, end } = file.span(node);
  return file.source.text.slice(start, end);
};

/** `log_step` and `logStep` as `log`, `step`. */
const wordsOf = (name: string): string[] => name.split(/_|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

/** The name of the function around a place. Undefined at the top level. */
export function functionOf(from: CallFact['frame']): string | undefined {
  for (let frame: CallFact['frame'] | undefined = from; frame; frame = frame.parent)
    if (frame.kind === 'function' && 'name' in frame.node) return String(frame.node.name);
  return undefined;
}

type Loop = PythonFile['index']['loops'][number]['node'];

/** The loops around a place in its own function, innermost first. */
function loopsAround(from: CallFact['frame']): Loop[] {
  const loops: Loop[] = [];
  for (let frame: CallFact['frame'] | undefined = from; frame && frame.kind !== 'function'; frame = frame.parent)
    if (frame.kind === 'for' || frame.kind === 'while') loops.push(frame.node as Loop);
  return loops;
}
