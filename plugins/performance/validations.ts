import type { CallFact, PythonFile, Span, TrainingLoop } from '../../src/api';
import { assignedName, suppliesTraining } from './loaders';
import { goesOver, isRepeated, loopsOf } from './loops';
import type { Training } from './trainings';

/** Loops over held-out data, and calls that take it to validate, which run after every training step. */
export const validationsInSteps = (training: Training): Span[] =>
  loopsOf(training).flatMap(({ loop, file }) =>
    isRepeated(loop, training) && takesBatches(loop, file, training) ? validationsIn(loop, file) : [],
  );

/** Whether each round of a loop is a step: it iterates over a loader, or over something that is named as one. */
function takesBatches(loop: TrainingLoop, file: PythonFile, { files }: Training): boolean {
  const { iterates = '' } = loop;
  if (/\brange\(/.test(iterates)) return false;
  if (/loader|batch|train/i.test(iterates)) return true;
  return files.some((each) =>
    each.facts.dataLoaders.some((call) => {
      const name = suppliesTraining(call, each) ? assignedName(call, each) : undefined;
      return name !== undefined && goesOver(loop, name, file);
    }),
  );
}

function validationsIn(loop: TrainingLoop, file: PythonFile): Span[] {
  const { text } = file.source;
  const loops = file.index.loops.flatMap((site) => {
    if (site.node.nodeType === 'While' || !isInEveryStep(site.frame, loop, file) || stops(site.node.body)) return [];
    const { start } = file.span(site.node);
    const { start: at, end } = file.span(site.node.iter);
    return isHeldOut(text.slice(at, end)) ? [{ file: file.path, start, end }] : [];
  });
  const calls = file.index.calls.flatMap((site) => {
    const { func, args, keywords } = site.node;
    const name = func.nodeType === 'Name' ? func.id : func.nodeType === 'Attribute' ? func.attr : '';
    if ((name !== loop.function && !validates.test(name)) || !isInEveryStep(site.frame, loop, file)) return [];
    const given = [...args, ...keywords].map((argument) => file.span(argument));
    return given.some(({ start, end }) => isHeldOut(text.slice(start, end))) ? [file.span(func)] : [];
  });
  return [...loops, ...calls];
}

const validates = /^_{0,2}(run_)?(validat(e|ion)|evaluat(e|ion)|eval|test)(_(epoch|model|loop|all|one_epoch|fn))?$/;

/** Data that is named as that of validation: `val_loader`, `self.test_dataloader`, `loaders["val"]`. */
const isHeldOut = (text: string): boolean =>
  /(?<![a-z])(val(id(ation)?)?|test|eval|dev|held_?out)_?(data)?_?(loaders?|sets?|iter(ator)?|batches|dl|data|ds)(?![a-z])|\[["'](val(id(ation)?)?|test|eval|dev)["']\]/i.test(
    text,
  );

/** Whether a place is in a loop, and in no function, handler, or condition inside it, but one that the backward pass is in as well. */
function isInEveryStep(from: CallFact['frame'], { node, backward }: TrainingLoop, file: PythonFile): boolean {
  const hasBackward = (frame: CallFact['frame']): boolean => {
    if (frame.kind !== 'if' || frame.node.nodeType !== 'If') return false;
    const last = frame.node.body.at(-1);
    const { start } = file.span(frame.node);
    return last !== undefined && backward.start >= start && backward.end <= file.span(last).end;
  };
  for (let frame: CallFact['frame'] | undefined = from; frame; frame = frame.parent) {
    if (frame.node === node) return frame.kind !== 'else';
    if (frame.kind !== 'with' && frame.kind !== 'try' && !hasBackward(frame)) return false;
  }
  return false;
}

/** A loop that takes a few batches and stops is cheap. */
const stops = (body: readonly Statement[]): boolean =>
  body.some((node) => node.nodeType === 'Break' || (node.nodeType === 'If' && stops(node.body)));

type Statement = PythonFile['index']['loops'][number]['node']['body'][number];
