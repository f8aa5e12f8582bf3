import { type CallFact, type PythonFacts, type PythonFile, type Setting, type Span, settingOf } from '../../src/api';
import { loopsOf } from './loops';
import { configurationsOf, givenIn } from './openmmlab';
import { isOff, isOn, sourceOf } from './settings';
import { allFiles, type Training, usesOtherDevice } from './trainings';
import { hasPlainDefaults } from './versions';

export interface PrecisionDefaults {
  /** The version of TRL from which its configurations compute in bf16 by default. */
  readonly trl: string;
}

/** A call whose number format could be better. */
export interface Precision {
  readonly call: CallFact;
  /** What sets the format now. */
  readonly chosen: Setting | 'absent' | undefined;
  /** What to write instead. */
  readonly setting: string;
}

/** Python itself starts it, in a container with a GPU. Launchers such as `accelerate launch` may set the format. */
export const isStartedOnGpu = (training: Training): boolean => {
  const { launch, runner, arguments: words } = training.start;
  return (
    launch.spec.gpus !== null &&
    (runner === 'python' || runner === 'torchrun' || runner === 'torch.distributed.launch') &&
    !words.some(({ masked }) => /16|precision|amp/.test(masked)) &&
    launch.spec.env.every(({ name }) => name.text !== 'ACCELERATE_MIXED_PRECISION') &&
    !usesOtherDevice(training)
  );
};

/** Something in the files chooses a number format, or passes a choice on. A cast to another tensor's format chooses none. */
export const decidesOnFormat = (files: readonly PythonFile[]): boolean =>
  files.some(({ source: { text } }) => /\b(b?float16|bf16|fp16|amp|GradScaler|autocast)\b|\.half\(|torch\.half\b/.test(text)) ||
  files.some(
    ({ facts, source: { text } }) => /precision|dtype|\bto\(|Accelerator|Fabric/.test(text) && facts.precision.some(decides),
  );

const decides = ({ by, format }: PythonFacts['precision'][number]): boolean =>
  by === 'cast' || by === 'accelerator' ? format !== 'fp32' && format !== undefined : by !== 'policy' || format !== 'tf32';

/** Arguments whose options for `bf16` and `fp16` are both off by default, if nothing else chooses a format. */
export function unsetPrecision(training: Training, defaults: PrecisionDefaults): Precision[] {
  return argumentsOf(training, defaults).flatMap((call) => {
    const settings = [settingOf(call, 'bf16', training.start), settingOf(call, 'fp16', training.start)];
    const chosen = settings.find((setting) => sourceOf(setting) !== '');
    return chosen && settings.every(isOff) && !isChosenElsewhere(training) ? [{ call, chosen, setting: 'bf16=True' }] : [];
  });
}

const isChosenElsewhere = (training: Training): boolean =>
  allFiles(training).some(({ facts }) =>
    facts.precision.some(({ by, format }) => by !== 'trainer' && by !== 'policy' && format !== 'fp32'),
  );

/** Arguments of trainers whose defaults are those of Transformers: TRL's own configurations choose bf16 from some version on. */
const argumentsOf = (training: Training, { trl }: PrecisionDefaults): CallFact[] =>
  training.files.flatMap(({ facts }) => facts.trainingArguments.filter((call) => hasPlainDefaults(call, training, trl)));

/** Trainers of libraries that compute in fp32, by default or because an option says so. */
export function* trainerPrecision(training: Training, defaults: PrecisionDefaults): Iterable<Precision> {
  for (const call of argumentsOf(training, defaults)) {
    if (settingOf(call, 'bf16', training.start) !== 'absent' || settingOf(call, 'fp16', training.start) !== 'absent') continue;
    yield { call, chosen: 'absent', setting: 'bf16=True' };
  }
  for (const call of training.files.flatMap(({ facts }) => facts.lightning.trainers)) {
    const chosen = settingOf(call, 'precision', training.start);
    const isSet32 = chosen && chosen !== 'absent' && /^32/.test(String(chosen.value)) && chosen.source !== '';
    if (chosen === 'absent' || isSet32) yield { call, chosen, setting: 'precision="bf16-mixed"' };
  }
}

/** Trainers of libraries that compute in fp16. */
export function* halfPrecision(training: Training): Iterable<Precision> {
  for (const { facts } of training.files) {
    for (const call of facts.trainingArguments) {
      const chosen = settingOf(call, 'fp16', training.start);
      if (isOn(chosen) && isOff(settingOf(call, 'bf16', training.start))) yield { call, chosen, setting: 'bf16=True' };
    }
    for (const call of facts.lightning.trainers) {
      const chosen = settingOf(call, 'precision', training.start);
      if (chosen === undefined || chosen === 'absent' || !/^16(-mixed)?$/.test(String(chosen.value))) continue;
      yield { call, chosen, setting: 'precision="bf16-mixed"' };
    }
    for (const call of facts.calls.of('accelerator')) {
      const isFabric = call.callee === 'Fabric';
      const chosen = settingOf(call, isFabric ? 'precision' : 'mixed_precision', training.start);
      if (chosen === undefined || chosen === 'absent' || !/^(16(-mixed)?|fp16)$/.test(String(chosen.value))) continue;
      const format = isFabric ? 'bf16-mixed' : 'bf16';
      const setting = chosen.source === '' ? `${isFabric ? 'precision' : 'mixed_precision'}="${format}"` : format;
      yield { call, chosen, setting };
    }
  }
}

/** Where hand-written loops surely compute in fp16, if nothing in the code may choose another format. */
export function halfPrecisionLoops(training: Training): { readonly at: Span; readonly scaled: boolean }[] {
  const facts = allFiles(training).flatMap(({ facts: { precision } }) => precision);
  const others = facts.some(
    ({ by, format, setters }) => by !== 'model' && (format === undefined || format === 'bf16' || setters.length > 0),
  );
  if (others) return [];
  const scaled = facts.some(({ by, format }) => by === 'scaler' && format === 'fp16');
  return loopsOf(training).flatMap(({ file }) => {
    const used = file.facts.precision.find(({ by, format }) => by === 'autocast' && format === 'fp16');
    return used ? [{ at: used.span, scaled }] : [];
  });
}

/** What a configuration of OpenMMLab computes in, where its optimizer or its loss scaling says so. */
export interface ConfiguredPrecision {
  readonly format: 'fp32' | 'fp16';
  /** What decides on it. */
  readonly at: Span;
  readonly name: string;
  /** What to write instead. */
  readonly setting: string;
}

/** MMEngine computes in fp32 unless its optimizer is wrapped in AmpOptimWrapper, MMCV before it unless `fp16` is set. */
export const configuredPrecision = (training: Training): readonly ConfiguredPrecision[] =>
  allFiles(training).some(({ source: { text } }) => /AmpOptimWrapper|fp16/.test(text) && !/args\.amp\b/.test(text))
    ? []
    : configurationsOf(training).flatMap((configuration): ConfiguredPrecision[] => {
        const wrapper = givenIn(configuration, 'optim_wrapper');
        const type = configuration.setting('optim_wrapper.type');
        const format = configuration.setting('optim_wrapper.dtype');
        if (!wrapper || type === undefined) return [];
        if (type === 'absent' || type.value === 'OptimWrapper') {
          const { at } = type === 'absent' ? wrapper : type;
          return [{ format: 'fp32', at, name: 'OptimWrapper', setting: 'type="AmpOptimWrapper", dtype="bfloat16"' }];
        }
        if (type.value !== 'AmpOptimWrapper' || format === undefined) return [];
        const isHalf = format === 'absent' || format.value === 'float16';
        const { at } = format === 'absent' ? type : format;
        return isHalf ? [{ format: 'fp16', at, name: 'AmpOptimWrapper', setting: 'dtype="bfloat16"' }] : [];
      });
