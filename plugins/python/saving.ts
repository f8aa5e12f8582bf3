import {
  type CallFact,
  type ContainerProgram,
  type OpenMmlabConfiguration,
  query,
  type Setting,
  type Span,
  settingOf,
} from '../../src/api';
import { textsOf, trainedBy } from './training';

/** How a program surely fails to save what it learned. */
export interface Unsaved {
  readonly at: Span;
  /** The setting that turns saving off, as it's written. Undefined for a loop that saves nothing. */
  readonly setting?: string;
}

/** Undefined if the program doesn't train, or something in it may save the model. */
export const unsavedBy = query('python.unsaved', (program: ContainerProgram): Unsaved | undefined => {
  const trained = trainedBy(program);
  if (!trained || isTrial.test(trained.file.path) || textsOf(program).some((text) => saves(text))) return undefined;
  if (trained.loop) return trained.loop === 'of the model' ? { at: trained.at } : undefined;
  if (trained.configurations.length > 0) return unsavedConfiguration(trained.configurations);
  const { trainingArguments, lightning, calls } = trained.file.facts;
  return [
    ...trainingArguments.map((call) => ({ call, name: 'save_strategy', off: 'no' })),
    ...lightning.trainers.map((call) => ({ call, name: 'enable_checkpointing', off: false })),
    ...calls.of('ultralytics-train').map((call) => ({ call, name: 'save', off: false })),
  ].flatMap((each) => turnedOff(each, program) ?? [])[0];
});

/**
 * MMEngine and MMCV save the last epoch whatever the interval, unless the hook is gone or `save_last` is off.
 */
function unsavedConfiguration(configurations: readonly OpenMmlabConfiguration[]): Unsaved | undefined {
  for (const configuration of configurations) {
    for (const name of ['default_hooks.checkpoint', 'checkpoint_config']) {
      const hook = configuration.setting(name);
      if (hook === undefined || hook === 'absent') continue;
      const word = name.slice(name.indexOf('.') + 1);
      if (hook.value === null) return { at: hook.at, setting: `${word}=None` };
      const interval = configuration.setting(`${name}.interval`);
      const last = configuration.setting(`${name}.save_last`);
      const isNever = interval === 'absent' || (typeof interval?.value === 'number' && interval.value <= 0);
      if (isNever && last !== undefined && last !== 'absent' && last.value === false)
        return { at: last.at, setting: 'save_last=False' };
    }
  }
  return undefined;
}

function turnedOff(
  { call, name, off }: { readonly call: CallFact; readonly name: string; readonly off: Setting['value'] },
  { start }: ContainerProgram,
): Unsaved | undefined {
  const setting = settingOf(call, name, start);
  if (setting === undefined || setting === 'absent' || setting.value !== off || setting.source !== '') return undefined;
  return { at: setting.at, setting: `${name}=${off === false ? 'False' : `"${off}"`}` };
}

/** Whether a word of the code may be about saving, other than the settings that are judged. */
const saves = (text: string): boolean => savingWords.test(text.replace(settings, ''));

const settings =
  /\b(?:save_strategy|save_steps|save_total_limit|enable_checkpointing|gradient_checkpointing\w*|use_cache)\b|\bsave=False\b/g;
const savingWords =
  /sav(?:e|ing)|checkpoint|ckpt|dump|export|push|upload|pickle|onnx|serializ|artifact|log_model|to_disk|\bhub\b/i;

/** Programs whose model nobody wants. */
const isTrial = /(?:bench|profil|smoke|test|toy|tutorial|demo|overfit|sanity|throughput)[^/]*$/i;
