import { parse } from 'shell-quote';
import { isPresetName } from '../../model/presets';
import type { Example } from '../../model/targets';
import type { StageKind, VerificationPolicy } from './policy';

/** One script of an example that verification runs. */
export interface Stage {
  readonly kind: StageKind;
  /** The name of the preset, or of the script where the metadata has no preset for it. */
  readonly name: string;
  /** The script, from the root. */
  readonly script: string;
  /** Words that the preset passes to the script. */
  readonly arguments: readonly string[];
}

/** What verification runs of an example: its build, then training and inference, or else what it has of other mains. */
export function stagesOf(example: Example, policy: VerificationPolicy, chosen: readonly string[] = []): readonly Stage[] {
  const found = policy.stages.flatMap(({ kind, presets, scripts }) => stageOf(example, kind, presets, scripts) ?? []);
  if (chosen.length > 0)
    return [...found.filter(({ kind }) => kind === 'build'), ...chosen.flatMap((name) => named(example, name, policy) ?? [])];
  const mains = found.filter(({ kind }) => kind === 'training' || kind === 'inference');
  return mains.length > 0 ? found.filter(({ kind }) => kind !== 'other') : found;
}

function stageOf(example: Example, kind: StageKind, patterns: readonly string[], scripts: readonly string[]): Stage | undefined {
  const preset = patterns
    .flatMap((pattern) => example.presets.filter(({ name }) => isPresetName(name, [pattern])))
    .find(({ path }) => path !== undefined);
  if (preset?.path !== undefined) return { kind, name: preset.name, script: preset.path, arguments: wordsAfter(preset.script) };
  const script = scripts.find((name) => example.has(name));
  const path = script === undefined ? undefined : example.join(script);
  return script === undefined || path === undefined ? undefined : { kind, name: script, script: path, arguments: [] };
}

/** A preset that the person named. */
function named(example: Example, name: string, policy: VerificationPolicy): Stage | undefined {
  const preset = example.presets.find((each) => each.name === name && each.path !== undefined);
  if (preset?.path === undefined) return undefined;
  const kind = policy.stages.find(({ presets }) => isPresetName(name, presets))?.kind ?? 'other';
  return kind === 'build' ? undefined : { kind, name, script: preset.path, arguments: wordsAfter(preset.script) };
}

/** The words after the script, as in `train.sh --small`. */
function wordsAfter(script: string | undefined): readonly string[] {
  const words = script === undefined ? [] : parse(script).filter((word) => typeof word === 'string');
  const first = words.findIndex((word) => !/^(?:ba)?sh$/.test(word) && !/^[A-Za-z_]\w*=/.test(word));
  return words.slice(first + 1);
}
