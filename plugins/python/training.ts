import {
  type ContainerProgram,
  type Example,
  type OpenMmlabConfiguration,
  openMmlabConfigurations,
  type PythonFile,
  query,
  type Span,
  type TrainingLoop,
} from '../../src/api';
import { openEndedCode } from './metric-code';
import { functionOf, reports } from './reporting';
import {
  type Unvalidated,
  unvalidatedFit,
  unvalidatedLoop,
  unvalidatedModule,
  unvalidatedRunner,
  unvalidatedTrainer,
} from './validation';

export interface OpenEndedOptions {
  /** Words of tasks that held-out data can't judge. */
  readonly openEnded: readonly string[];
}

export const openEndedProperty = {
  openEnded: {
    type: 'array',
    items: { type: 'string' },
    description: "Words of tasks that held-out data can't judge, in lowercase with hyphens.",
  },
} as const;

export const openEndedTable = { openEnded: 'python-metrics.openEnded' } as const;

/** What a program trains with: the last loop of its own that steps an optimizer, or the trainer of a library. */
export interface Trained {
  readonly file: PythonFile;
  readonly at: Span;
  /** Whether a hand-written loop prints and logs nothing. */
  readonly silent: boolean;
  readonly unvalidated: Unvalidated | undefined;
  /** What a hand-written loop fits, as far as it reads any data. Undefined for a trainer of a library. */
  readonly loop: 'of the model' | 'of something else' | undefined;
  /** Those of OpenMMLab that it loads. */
  readonly configurations: readonly OpenMmlabConfiguration[];
}

/** Undefined if the program doesn't train, or its imports aren't all known. */
export const trainedBy = query('python.trained', (program: ContainerProgram): Trained | undefined => {
  const { entry, graph, own } = program;
  if (graph.cut) return undefined;
  for (const file of [entry, ...own.filter((each) => each !== entry)]) {
    const found = trainedIn(file, program);
    if (found) return found;
  }
  return undefined;
});

function trainedIn(file: PythonFile, program: ContainerProgram): Trained | undefined {
  const { trainingLoops: loops, trainers, lightning, openmmlab, keras } = file.facts;
  const [main] = loops;
  if (main) {
    const stepping = loops.filter((each) => each.steps || loops.length === 1);
    const at = (stepping.at(-1) ?? main).span;
    const silent =
      !stepping.some((each) => each.logs.length || fitsInputs(each, file)) &&
      !firstInFunctions(stepping, file).some((each) => reports(each, file, program.graph.files.values()));
    const isRandom = usesRandomData(program);
    const isOfModel = !isRandom && !stepping.some((each) => fitsInputs(each, file));
    const unvalidated = isRandom ? undefined : unvalidatedLoop(program, at);
    return { file, at, silent, unvalidated, loop: isOfModel ? 'of the model' : 'of something else', configurations: [] };
  }
  const [trainer] = trainers;
  if (trainer)
    return {
      file,
      at: trainer.span,
      silent: false,
      unvalidated: unvalidatedTrainer(trainer, program),
      loop: undefined,
      configurations: [],
    };
  const [fits] = lightning.trainers;
  if (fits)
    return {
      file,
      at: fits.span,
      silent: false,
      unvalidated: unvalidatedModule(fits, program),
      loop: undefined,
      configurations: [],
    };
  const [runner] = openmmlab.runners;
  const configurations = runner ? openMmlabConfigurations(program.own, program.start) : [];
  if (runner && configurations.length > 0)
    return {
      file,
      at: runner.span,
      silent: false,
      unvalidated: unvalidatedRunner(configurations),
      loop: undefined,
      configurations,
    };
  const [fit] = keras.fits;
  return (
    fit && { file, at: fit.span, silent: false, unvalidated: unvalidatedFit(fit, program), loop: undefined, configurations: [] }
  );
}

/** The first loop of each function: what counts for a later one counts for it. */
function firstInFunctions(loops: readonly TrainingLoop[], file: PythonFile): readonly TrainingLoop[] {
  const startOf = ({ outermost }: TrainingLoop): number => file.span(outermost).start;
  const first = new Map<string | undefined, TrainingLoop>();
  for (const loop of loops) {
    const known = first.get(loop.function);
    if (!known || startOf(loop) < startOf(known)) first.set(loop.function, loop);
  }
  return [...first.values()];
}

/** The model learns random numbers: none of the program's own files reads data. */
function usesRandomData({ own }: ContainerProgram): boolean {
  const texts = own.map(({ source }) => source.text);
  const reads =
    /load_dataset|torchvision|torchaudio|\bread_|\bopen\(|\b(np|json|pickle)\.(load|memmap)|\bImage\b|datasets\b|get_batch|tokeniz/;
  return texts.some((text) => /\btorch\.rand(n|int)?\(/.test(text)) && !texts.some((text) => reads.test(text));
}

/** Whether a loop changes tensors rather than a model, such as the latent that it renders: `Adam([latent])`. */
const fitsInputs = ({ function: name }: TrainingLoop, { facts }: PythonFile): boolean =>
  facts.optimisers.some((call) => functionOf(call.frame) === name && call.argument('params')?.expression.nodeType === 'List');

/** How a program surely fails to validate, unless held-out data can't judge what it does. */
export function unvalidatedBy(
  program: ContainerProgram,
  example: Example,
  { openEnded }: OpenEndedOptions,
): Unvalidated | undefined {
  const { unvalidated } = trainedBy(program) ?? {};
  if (!unvalidated || textsOf(program).some((text) => openEndedCode.test(text))) return undefined;
  const isOpenEnded = tasksOf(example).some((task) => openEnded.some((words) => `-${task}-`.includes(`-${words}-`)));
  return isOpenEnded ? undefined : unvalidated;
}

/** The texts of all files that a program imports. */
export const textsOf = ({ graph }: ContainerProgram): string[] => [...graph.files.values()].map(({ source }) => source.text);

/** The tasks in the metadata, in lowercase with hyphens. The capability is too general to demand anything of the code. */
export const tasksOf = ({ metadata }: Example): string[] =>
  (metadata?.tasks ?? []).map(({ text }) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
