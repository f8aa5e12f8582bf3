import { type CallFact, type Example, numberValue, type Span, type Value } from '../../src/api';
import { suppliesTraining } from './loaders';
import { configurationsOf, givenIn } from './openmmlab';
import { type Training, trainingsOf } from './trainings';

/** Where a batch size of training is set. */
export interface Batch {
  readonly training: Training;
  readonly at: Span;
  /** Undefined if it isn't known. */
  readonly size: number | undefined;
  /** The option, variable, or key of a file that sets it. */
  readonly name: string | undefined;
}

/** The batch size of the example's first program that trains and sets one. */
export function trainingBatch(example: Example): Batch | undefined {
  for (const training of trainingsOf(example)) {
    const [argument] = batchArguments(training);
    const size = configurationsOf(training).map((each) => givenIn(each, ...batchKeys))[0];
    if (size) return { training, at: size.at, size: typeof size.value === 'number' ? size.value : undefined, name: undefined };
    if (argument) return { training, at: argument.at, size: numberValue(argument.value), name: setterOf(argument.value) };
  }
  return undefined;
}

/** In configurations of OpenMMLab. */
const batchKeys = ['train_dataloader.batch_size', 'data.train_dataloader.samples_per_gpu', 'data.samples_per_gpu'];

/** Arguments that set the batch size: those of trainers, then those of loaders. */
function batchArguments({ files }: Training) {
  const named = (calls: readonly CallFact[], name: string) => calls.flatMap((call) => call.argument(name) ?? []);
  return [
    ...files.flatMap(({ facts }) => named(facts.trainingArguments, 'per_device_train_batch_size')),
    ...files.flatMap(({ facts }) => [
      ...named(facts.keras.fits, 'batch_size'),
      ...named(facts.calls.of('ultralytics-train'), 'batch'),
    ]),
    ...files.flatMap((file) =>
      named(
        file.facts.dataLoaders.filter((loader) => suppliesTraining(loader, file)),
        'batch_size',
      ),
    ),
  ];
}

function setterOf({ setters: [setter] }: Value): string | undefined {
  return setter?.kind === 'configuration' ? setter.keys.join('.') : setter?.name;
}
