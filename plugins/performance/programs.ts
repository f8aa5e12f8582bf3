import {
  type CallFact,
  type Example,
  type ImportGraph,
  importsOf,
  type PythonFile,
  type PythonStart,
  startsOf,
} from '../../src/api';

/** A program that trains, with the files of the example that it surely runs. */
export interface Training {
  readonly start: PythonStart;
  readonly entry: PythonFile;
  readonly files: readonly PythonFile[];
  readonly graph: ImportGraph;
}

/** Programs of the example's launches that train a model: with a loop of their own, or with a library's trainer. */
export function trainingsOf(example: Example): Training[] {
  return example.launches.flatMap((launch) =>
    startsOf(launch).flatMap((start) => {
      const graph = importsOf(start);
      const entry = start.entry === undefined ? undefined : graph?.files.get(start.entry);
      if (!graph || !entry) return [];
      const files = [...graph.firm].flatMap((path) => (isBelow(path, example.folder) ? (graph.files.get(path) ?? []) : []));
      return files.some(trains) ? [{ start, entry, files, graph }] : [];
    }),
  );
}

const isBelow = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);

export const trains = ({ facts }: PythonFile): boolean =>
  facts.trainingLoops.length > 0 ||
  facts.trainers.length > 0 ||
  facts.lightning.trainers.length > 0 ||
  facts.keras.fits.length > 0;

/** All that the program runs, local packages outside the example included. */
export const allFiles = ({ graph }: Training): PythonFile[] => [...graph.files.values()];

/** The name that the result of a call is assigned to. */
export function assignedName(call: CallFact, file: PythonFile): string | undefined {
  for (const scope of file.index.scopes.values()) {
    for (const [name, bindings] of scope.bindings) if (bindings.some((binding) => binding.value === call.node)) return name;
  }
  return undefined;
}

/** A data loader that feeds training: it shuffles, has a sampler, or is called so; one for validation is called otherwise. */
export function feedsTraining(loader: CallFact, file: PythonFile): boolean {
  const name = assignedName(loader, file) ?? '';
  const data = loader.argument('dataset');
  const text = data ? file.source.text.slice(data.span.start, data.span.end) : '';
  if (/val|test|eval|dev|infer|predict/i.test(`${name} ${text}`)) return false;
  const shuffle = loader.setting('shuffle');
  return (
    (shuffle?.kind === 'known' && shuffle.value === true) ||
    /train/i.test(`${name} ${text}`) ||
    loader.argument('sampler') !== undefined
  );
}

/** The data is in memory already: workers would only copy it. */
export function isInMemory(loader: CallFact, file: PythonFile): boolean {
  const collate = loader.argument('collate_fn');
  const isList =
    collate !== undefined && /^(list|lambda (\w+): \2)$/.test(file.source.text.slice(collate.span.start, collate.span.end));
  return isList || /TensorDataset\(\)$/.test(loader.argument('dataset')?.refersTo ?? '');
}

/** Samples are decoded from files: pictures, sound or video. */
export const decodesMedia = (files: readonly PythonFile[]): boolean =>
  files.some(({ source }) =>
    /\bImage\.open|\bcv2\.|\btorchvision\b|\balbumentations\b|\bdecord\b|\blibrosa\b|\btorchaudio\b|\bsoundfile\b|\bimread\b/.test(
      source.text,
    ),
  );

/** Batches go to a GPU. */
export const usesGpu = (files: readonly PythonFile[]): boolean =>
  files.some(({ source }) => /\.cuda\(|["']cuda|\.to\(\s*(self\.)?device/.test(source.text));
