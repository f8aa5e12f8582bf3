import { type CallFact, type PythonFile, pattern, type TrainingLoop } from '../../src/api';
import type { Training } from './trainings';

/** Hand-written loops that update the weights. Those of the entry file come first. */
export const loopsOf = ({ files, entry }: Training): { readonly loop: TrainingLoop; readonly file: PythonFile }[] =>
  [entry, ...files.filter((file) => file !== entry)].flatMap((file) =>
    file.facts.trainingLoops.filter(({ steps }) => steps).map((loop) => ({ loop, file })),
  );

/** Whether a loop runs once per epoch: it's in another loop, or in a function that a loop calls. */
export const isRepeated = (loop: TrainingLoop, { files }: Training): boolean =>
  loop.depth > 1 || callsInLoop(files, loop.function);

function callsInLoop(files: readonly PythonFile[], name: string | undefined): boolean {
  if (name === undefined) return false;
  return files.some(
    ({ source, index }) =>
      source.text.includes(name) &&
      index.calls.some(({ node: { func }, frame }) => {
        const called = func.nodeType === 'Name' ? func.id : func.nodeType === 'Attribute' ? func.attr : undefined;
        return called === name && isInLoop(frame);
      }),
  );
}

function isInLoop(frame: CallFact['frame']): boolean {
  for (let current: CallFact['frame'] | undefined = frame; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'for' || current.kind === 'while') return true;
  }
  return false;
}

/** Whether a loop iterates over a name, or over something made from it: `progress = tqdm(loader)`, `with tqdm(loader) as progress`. */
export function goesOver({ iterates = '' }: TrainingLoop, name: string, { source }: PythonFile): boolean {
  if (pattern`\b${name}\b`.test(iterates)) return true;
  const variable = /^(?:enumerate\()?([A-Za-z_]\w*)/.exec(iterates)?.[1];
  if (variable === undefined) return false;
  return pattern`\b${variable}\s*=[^=\n]{0,120}\b${name}\b|\b${name}\b[^\n]{0,120}\bas\s+${variable}\b`.test(source.text);
}
