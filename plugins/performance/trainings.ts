import {
  type CallFact,
  type ContainerProgram,
  type Example,
  isBelow,
  numberOf,
  openMmlabConfigurations,
  type PythonFile,
  query,
} from '../../src/api';
import { gpuCode, otherDeviceCode, toyCode } from './code';

/** A program that trains a model. */
export interface Training extends ContainerProgram {
  /** Of what surely runs: the files of the example, and those of the repository's package that the example itself imports. */
  readonly files: readonly PythonFile[];
}

/** The example's programs that train, with a loop of their own or with a library's trainer. Smoke tests don't count. */
export const trainingsOf = query('performance.trainings', (example: Example): readonly Training[] =>
  example.programs.flatMap((program) => {
    if (/(^|\/)(smoke|test)[^/]*$/.test(program.start.launch.path)) return [];
    const unconditional = program.unconditional.filter(({ path }) => example.repository.entry(path));
    return unconditional.some(trains) ? [{ ...program, unconditional, files: ownFiles(unconditional, program, example) }] : [];
  }),
);

function ownFiles(files: readonly PythonFile[], { graph }: ContainerProgram, { folder }: Example): PythonFile[] {
  const isOwn = ({ path }: PythonFile): boolean => isBelow(path, folder);
  const endings = graph.imports
    .filter((use) => isOwn(use.file) && use.import.level === 0)
    .map((use) => `${use.import.module.replaceAll('.', '/')}.py`);
  return files.filter(
    (file) => isOwn(file) || endings.some((ending) => file.path === ending || file.path.endsWith(`/${ending}`)),
  );
}

/** Each fact is computed only if the text has a word that it needs, because most files of a program don't train. */
const trains = ({ facts, source: { text } }: PythonFile): boolean =>
  (text.includes('.backward(') && facts.calls.of('backward').length > 0) ||
  (text.includes('Trainer') && (facts.trainers.length > 0 || facts.lightning.trainers.length > 0)) ||
  (text.includes('training_step') && facts.lightning.modules.length > 0) ||
  (/\.fit(_generator)?\(/.test(text) && facts.keras.fits.length > 0) ||
  (/\bRunner\b|\btrain_(detector|segmentor)\b/.test(text) && facts.openmmlab.runners.length > 0) ||
  (text.includes('ultralytics') && text.includes('.train(') && facts.calls.of('ultralytics-train').length > 0);

/** All files that the program imports, including packages outside the example. */
export const allFiles = ({ graph }: Training): PythonFile[] => [...graph.files.values()];

/** Whether Lightning moves the batches and repeats the epochs. */
export const usesLightning = ({ unconditional }: Training): boolean =>
  unconditional.some(
    ({ facts, source: { text } }) =>
      (text.includes('Trainer') && facts.lightning.trainers.length > 0) ||
      (text.includes('training_step') && facts.lightning.modules.length > 0),
  );

/** Whether the model writes what it learns from: the trainer's loader only provides prompts, so the GPU doesn't wait for it. */
export const generates = ({ callee }: CallFact): boolean => /^(GRPO|RLOO|PPO|PPOv2|OnlineDPO|NashMD|XPO|GKD)Config$/.test(callee);

/** Steps below which a run only shows that everything works, so that its speed doesn't matter. */
const rehearsalSteps = 100;

export const isRehearsal = ({ files, start }: Training): boolean =>
  openMmlabConfigurations(files, start).some((each) => {
    const steps = each.setting('train_cfg.max_iters');
    return steps !== undefined && steps !== 'absent' && typeof steps.value === 'number' && steps.value < rehearsalSteps;
  }) ||
  files
    .flatMap(({ facts }) => [...facts.trainingArguments, ...facts.lightning.trainers])
    .some((call) => {
      const steps = numberOf(call, 'max_steps', start)?.value;
      return (steps !== undefined && steps > 0 && steps < rehearsalSteps) || call.setting('fast_dev_run') !== undefined;
    });

/** Whether batches go to a GPU: the code moves them, or a library does in a container that has one. */
export const usesGpu = (training: Training): boolean =>
  training.files.some(({ source }) => gpuCode.test(source.text)) ||
  (training.start.launch.spec.gpus !== null && usesLightning(training) && !usesOtherDevice(training));

/** Whether the code names a device that isn't an NVIDIA GPU. */
export const usesOtherDevice = ({ files }: Training): boolean => files.some(({ source }) => otherDeviceCode.test(source.text));

/** Whether the GPU isn't what limits the program's speed. */
export const isToy = (training: Training): boolean => ownCodeHas(training, toyCode);

/** Whether the example's own code, as far as it surely runs, has a pattern. */
export const ownCodeHas = ({ own, unconditional }: Training, pattern: RegExp): boolean =>
  own.some((file) => unconditional.includes(file) && pattern.test(file.source.text));
