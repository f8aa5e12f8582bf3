import { type Argument, type CallFact, folderOf, isBelow, type PythonFile, pattern, patternWith, type Span } from '../../src/api';
import { mediaCode } from './code';
import type { Training } from './trainings';

/** The variable or attribute that a call's result is assigned to. */
export function assignedName({ node }: Pick<CallFact, 'node'>, file: PythonFile): string | undefined {
  for (const [name, stores] of file.index.attributeStores) if (stores.some(({ value }) => value === node)) return name;
  for (const scope of file.index.scopes.values()) {
    for (const [name, bindings] of scope.bindings) if (bindings.some((binding) => binding.value === node)) return name;
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
  if (isForOthers(loader, file)) return false;
  const shuffle = loader.setting('shuffle');
  return (
    (shuffle?.kind === 'known' && shuffle.value === true) ||
    /train/i.test(namesOf(loader, file)) ||
    /train\w{0,60}(loader|data)/i.test(ownerOf(loader)) ||
    loader.argument('sampler') !== undefined
  );
}

/** The names of a loader and of its data. */
function namesOf(loader: CallFact, file: PythonFile): string {
  const data = loader.argument('dataset');
  return `${assignedName(loader, file) ?? ''} ${data ? written(data.span, file) : ''}`;
}

const isForOthers = (loader: CallFact, file: PythonFile): boolean =>
  wordsOf(`${namesOf(loader, file)} ${ownerOf(loader)}`).some((word) => notForTraining.test(word));

/** Whether a loader feeds training among others: a function makes it for each split, and one of them is that of training. */
export const suppliesTraining = (loader: CallFact, file: PythonFile): boolean =>
  feedsTraining(loader, file) || (!isForOthers(loader, file) && isMadeForSplits(loader, file));

function isMadeForSplits(loader: CallFact, file: PythonFile): boolean {
  const owner = ownerOf(loader);
  const shuffle = loader.argument('shuffle');
  if (shuffle && !isFixed(shuffle) && namesTraining(written(shuffle.span, file))) return true;
  return file.index.calls.some(({ node }) => {
    const name = node.func.nodeType === 'Name' ? node.func.id : node.func.nodeType === 'Attribute' ? node.func.attr : '';
    if (owner === '' || name !== owner) return false;
    const given = [...node.args, ...node.keywords].map((argument) => written(file.span(argument), file));
    return [assignedName({ node }, file) ?? '', ...given].some(namesTraining);
  });
}

const written = ({ start, end }: Span, file: PythonFile): string => file.source.text.slice(start, end);

/** Whether the value is written out, as `False` is. */
const isFixed = ({ expression }: Argument): boolean => expression.nodeType === 'Constant';

const namesTraining = (text: string): boolean => wordsOf(text).some((word) => /^train(ing|set|data\w*|loader)?$/.test(word));

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

/** Whether a loader or a trainer makes its batches on the GPU. These can't be pinned, or made in forked worker processes. */
export function collatesOnGpu(call: CallFact, file: PythonFile, { files }: Training): boolean {
  const collate = call.argument('collate_fn') ?? call.argument('data_collator');
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
