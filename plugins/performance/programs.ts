import {
  type CallFact,
  type Example,
  folderOf,
  isBelow,
  numberOf,
  type Program,
  type PythonFile,
  pattern,
  patternWith,
  query,
  type TrainingLoop,
} from '../../src/api';
import { codeWords } from './code-words';

const media = new RegExp(codeWords.media);
const gpu = new RegExp(codeWords.gpu);
const otherDevice = new RegExp(codeWords.otherDevice);

/** A program that trains; of what it surely runs, the files that are the repository's own. */
export interface Training extends Program {
  /** Those of the example, and those of the repository's package that it imports itself. */
  readonly files: readonly PythonFile[];
}

/** Programs of the example's launches that train a model: with a loop of their own, or with a library's trainer. */
export const trainingsOf = query('performance.trainings', (example: Example): readonly Training[] =>
  example.programs.flatMap((program) => {
    if (/(^|\/)(smoke|test)[^/]*$/.test(program.start.launch.path)) return [];
    const unconditional = program.unconditional.filter(({ path }) => example.repository.entry(path));
    return unconditional.some(trains) ? [{ ...program, unconditional, files: ownFiles(unconditional, program, example) }] : [];
  }),
);

/** Files of the example that surely run, and those of the repository's package that it imports itself: what it trains with. */
function ownFiles(files: readonly PythonFile[], { graph }: Program, { folder }: Example): PythonFile[] {
  const isOwn = ({ path }: PythonFile): boolean => isBelow(path, folder);
  const endings = graph.imports
    .filter((use) => isOwn(use.file) && use.import.level === 0)
    .map((use) => `${use.import.module.replaceAll('.', '/')}.py`);
  return files.filter(
    (file) => isOwn(file) || endings.some((ending) => file.path === ending || file.path.endsWith(`/${ending}`)),
  );
}

/** Each fact is asked for only where the text has a word that it cannot be without: most files of a program do not train. */
export const trains = ({ facts, source: { text } }: PythonFile): boolean =>
  (text.includes('.backward(') && facts.calls.of('backward').length > 0) ||
  (text.includes('Trainer') && (facts.trainers.length > 0 || facts.lightning.trainers.length > 0)) ||
  (text.includes('training_step') && facts.lightning.modules.length > 0) ||
  (/\.fit(_generator)?\(/.test(text) && facts.keras.fits.length > 0) ||
  (/\bRunner\b|\btrain_(detector|segmentor)\b/.test(text) && facts.openmmlab.runners.length > 0) ||
  (text.includes('ultralytics') && text.includes('.train(') && facts.calls.of('ultralytics-train').length > 0);

/** All that the program runs, local packages outside the example included. */
export const allFiles = ({ graph }: Training): PythonFile[] => [...graph.files.values()];

/** Lightning moves the batches and repeats the epochs. */
export const usesLightning = ({ unconditional }: Training): boolean =>
  unconditional.some(
    ({ facts, source: { text } }) =>
      (text.includes('Trainer') && facts.lightning.trainers.length > 0) ||
      (text.includes('training_step') && facts.lightning.modules.length > 0),
  );

/** A run of a few steps, to see that all works: how fast it is does not matter. */
export const isRehearsal = (training: Training, fewestSteps = 100): boolean =>
  training.files
    .flatMap(({ facts }) => [...facts.trainingArguments, ...facts.lightning.trainers])
    .some((call) => {
      const steps = numberOf(call, 'max_steps', training.start)?.value;
      return (steps !== undefined && steps > 0 && steps < fewestSteps) || call.setting('fast_dev_run') !== undefined;
    });

/** Hand-written loops that change the weights, the program's own first. */
export const loopsOf = ({ files, entry }: Training): { readonly loop: TrainingLoop; readonly file: PythonFile }[] =>
  [entry, ...files.filter((file) => file !== entry)].flatMap((file) =>
    file.facts.trainingLoops.filter(({ steps }) => steps).map((loop) => ({ loop, file })),
  );

/** A loop goes over its batches once an epoch: it is in another, or in a function that some loop calls. */
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

/** What a loop goes over is a name, or something made of it: `progress = tqdm(loader)`, `with tqdm(loader) as progress`. */
export function goesOver({ iterates = '' }: TrainingLoop, name: string, { source }: PythonFile): boolean {
  if (pattern`\b${name}\b`.test(iterates)) return true;
  const variable = /^(?:enumerate\()?([A-Za-z_]\w*)/.exec(iterates)?.[1];
  if (variable === undefined) return false;
  return pattern`\b${variable}\s*=[^=\n]*\b${name}\b|\b${name}\b[^\n]*\bas\s+${variable}\b`.test(source.text);
}

/** The name, or the attribute, that the result of a call is assigned to. */
export function assignedName(call: CallFact, file: PythonFile): string | undefined {
  for (const [name, stores] of file.index.attributeStores) if (stores.some(({ value }) => value === call.node)) return name;
  for (const scope of file.index.scopes.values()) {
    for (const [name, bindings] of scope.bindings) if (bindings.some((binding) => binding.value === call.node)) return name;
  }
  return undefined;
}

/** The function or method that a call stands in. */
function ownerOf(call: CallFact): string {
  for (let frame: CallFact['frame'] | undefined = call.frame; frame; frame = frame.parent) {
    if (frame.kind === 'function' && 'name' in frame.node) return String(frame.node.name);
  }
  return '';
}

/** A data loader that feeds training: it shuffles, has a sampler, or is called so; one for validation is called otherwise. */
export function feedsTraining(loader: CallFact, file: PythonFile): boolean {
  const data = loader.argument('dataset');
  const text = data ? file.source.text.slice(data.span.start, data.span.end) : '';
  const names = `${assignedName(loader, file) ?? ''} ${text}`;
  const owner = ownerOf(loader);
  if (wordsOf(`${names} ${owner}`).some((word) => notForTraining.test(word))) return false;
  const shuffle = loader.setting('shuffle');
  return (
    (shuffle?.kind === 'known' && shuffle.value === true) ||
    /train/i.test(names) ||
    /train\w*(loader|data)/i.test(owner) ||
    loader.argument('sampler') !== undefined
  );
}

/** `val_loader` and `ValLoader` as `val`, `loader`. */
const wordsOf = (text: string): string[] => text.split(/[^A-Za-z]+|(?=[A-Z][a-z])/).map((word) => word.toLowerCase());

const notForTraining = /^(val(id\w*|set|data\w*|loader)?|test\w*|eval\w*|dev(set)?|infer\w*|predict\w*|calib\w*)$/;

/** The data is in memory already: workers would only copy it. */
export function isInMemory(loader: CallFact, file: PythonFile): boolean {
  const collate = loader.argument('collate_fn');
  const isList =
    collate !== undefined && /^(list|lambda (\w+): \2)$/.test(file.source.text.slice(collate.span.start, collate.span.end));
  return isList || /TensorDataset\(\)$/.test(loader.argument('dataset')?.refersTo ?? '');
}

/** The loader's batches are made on the GPU: they cannot be pinned, nor be made in worker processes that are forked. */
export function collatesOnGpu(loader: CallFact, file: PythonFile, { files }: Training): boolean {
  const collate = loader.argument('collate_fn');
  if (!collate) return false;
  const written = file.source.text.slice(collate.span.start, collate.span.end);
  const name = /(\w+)(\(.*\))?$/s.exec(collate.refersTo ?? written)?.[1];
  if (name === undefined) return false;
  const assigned = pattern`(?<![\w.])${name}\s*=\s*(?:\w+\.)*(\w+)\(`.exec(file.source.text)?.[1];
  const definition = patternWith('m')`^(?:class|def)\s+${assigned ?? name}\b.*(?:\n(?:[ \t)].*|[ \t\r]*))*`;
  return files.some(({ source: { text } }) =>
    /\.cuda\(|\.to\(\s*(self\.)?device|\.to\(\s*["']cuda/.test(definition.exec(text)?.[0] ?? ''),
  );
}

/** Samples are decoded from files: pictures, sound or video. Told by the program's own files and by those beside the loader's. */
export const decodesMedia = ({ unconditional, start }: Training, at?: PythonFile): boolean => {
  const own = start.launch.example?.folder ?? '';
  const beside = at && folderOf(at.path);
  return unconditional.some(({ path, source }) => (isBelow(path, own) || folderOf(path) === beside) && media.test(source.text));
};

/** Batches go to a GPU: the code moves them, or a library does in a container that has one. */
export const usesGpu = (training: Training): boolean =>
  training.files.some(({ source }) => gpu.test(source.text)) ||
  (training.start.launch.spec.gpus !== null && usesLightning(training) && !usesOtherDevice(training.files));

/** The code names a device that is no NVIDIA GPU. */
export const usesOtherDevice = (files: readonly PythonFile[]): boolean =>
  files.some(({ source }) => otherDevice.test(source.text));

/** Nothing is gained in speed, for the GPU is not what holds the program up. */
export function usesToys({ unconditional, start }: Training, pattern = codeWords.toys): boolean {
  const words = new RegExp(pattern);
  return unconditional.some(({ path, source }) => isBelow(path, start.launch.example?.folder ?? '') && words.test(source.text));
}
