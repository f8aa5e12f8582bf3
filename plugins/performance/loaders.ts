import { type CallFact, folderOf, isBelow, type PythonFile, pattern, patternWith } from '../../src/api';
import { mediaCode } from './code';
import type { Training } from './trainings';

/** The variable or attribute that a call's result is assigned to. */
export function assignedName(call: CallFact, file: PythonFile): string | undefined {
  for (const [name, stores] of file.index.attributeStores) if (stores.some(({ value }) => value === call.node)) return name;
  for (const scope of file.index.scopes.values()) {
    for (const [name, bindings] of scope.bindings) if (bindings.some((binding) => binding.value === call.node)) return name;
  }
  return undefined;
}

/** The function or method that contains a call. Empty at the top level. */
function ownerOf(call: CallFact): string {
  for (let frame: CallFact['frame'] | undefined = call.frame; frame; frame = frame.parent) {
    if (frame.kind === 'function' && 'name' in frame.node) return String(frame.node.name);
  }
  return '';
}

/** Whether a data loader feeds training: it shuffles, has a sampler, or its name says so, and no name suggests validation. */
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
    /train\w{0,60}(loader|data)/i.test(owner) ||
    loader.argument('sampler') !== undefined
  );
}

/** `val_loader` and `ValLoader` as `val`, `loader`. */
const wordsOf = (text: string): string[] => text.split(/[^A-Za-z]+|(?=[A-Z][a-z])/).map((word) => word.toLowerCase());

const notForTraining = /^(val(id\w*|set|data\w*|loader)?|test\w*|eval\w*|dev(set)?|infer\w*|predict\w*|calib\w*)$/;

/** Whether the data is already in memory, so that workers would only copy it. */
export function isInMemory(loader: CallFact, file: PythonFile): boolean {
  const collate = loader.argument('collate_fn');
  const isList =
    collate !== undefined && /^(list|lambda (\w+): \2)$/.test(file.source.text.slice(collate.span.start, collate.span.end));
  return isList || /TensorDataset\(\)$/.test(loader.argument('dataset')?.refersTo ?? '');
}

/** Whether the loader makes its batches on the GPU. These can't be pinned, or made in forked worker processes. */
export function collatesOnGpu(loader: CallFact, file: PythonFile, { files }: Training): boolean {
  const collate = loader.argument('collate_fn');
  if (!collate) return false;
  const written = file.source.text.slice(collate.span.start, collate.span.end);
  const [callee = ''] = (collate.refersTo ?? written).split('(');
  const name = /(?<!\w)\w+$/.exec(callee)?.[0];
  if (name === undefined) return false;
  const assigned = pattern`(?<![\w.])${name}\s*=\s*(?:\w+\.)*(\w+)\(`.exec(file.source.text)?.[1];
  const definition = patternWith('m')`^(?:class|def)\s+${assigned ?? name}\b.*(?:\n(?:[ \t)].*|[ \t\r]*))*`;
  return files.some(({ source: { text } }) =>
    /\.cuda\(|\.to\(\s*(self\.)?device|\.to\(\s*["']cuda/.test(definition.exec(text)?.[0] ?? ''),
  );
}

/** Whether samples are decoded from files: images, sound, or video. Looks at the example's own files, and at those next to the loader's. */
export function decodesMedia({ unconditional, start }: Training, at?: PythonFile): boolean {
  const own = start.launch.example?.folder ?? '';
  const siblings = at && folderOf(at.path);
  return unconditional.some(
    ({ path, source }) => (isBelow(path, own) || folderOf(path) === siblings) && mediaCode.test(source.text),
  );
}
