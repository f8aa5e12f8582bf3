import table from '../../rules/tables/launches.yaml';
import { isPresetName, type Launch, nameOf, type Part, type Start } from '../../src/api';

interface LaunchTable {
  readonly presets: { readonly training: readonly string[]; readonly inference: readonly string[] };
  readonly helpers: {
    readonly programs: readonly string[];
    readonly files: readonly string[];
    readonly arguments: readonly string[];
  };
}

const { presets, helpers } = table as LaunchTable;

export const mainPresets = [...presets.training, ...presets.inference];

/** Whether the launch's script is that of one of the presets; a script that no preset names is known by its own name. */
export function isOfPreset({ example, script, path }: Launch, names: readonly string[]): boolean {
  if (!example) return false;
  const own = example.presetsOf(script);
  if (own.length > 0) return own.some(({ name }) => isPresetName(name, names));
  return path === example.join(nameOf(path)) && isPresetName(nameOf(path).replace(/\.\w+$/, ''), names);
}

/** Flags of the client that no program of an image takes for its first word. */
const clientOnly = /^(--gpus|--mount|--shm-size|--rm|--ipc|--volume|--env|--workdir|--network|--privileged|--name)(=|$)/;

/** A flag that stands after the image, so that it is taken for the command. */
export function flagAsCommand(launch: Launch): Part | undefined {
  const { spec } = launch;
  const [first] = spec.command;
  if (first?.text === undefined || spec.entrypoint || spec.ambiguous || !clientOnly.test(first.text)) return undefined;
  return launch.image.view?.entrypoint ? undefined : first;
}

/** The engine does not start it as it is written, so that what it lacks says nothing. */
const isRefused = (launch: Launch): boolean =>
  launch.spec.problems.length > 0 || launch.spec.engineProblems.length > 0 || flagAsCommand(launch) !== undefined;

/**
 * Whether this is the container that its script is about: not one that prepares data, changes owners or prints a help, and not
 * one beside another of the same script that is given GPUs.
 */
export function isMain(launch: Launch): boolean {
  const { spec, script } = launch;
  if (spec.help || spec.ambiguous || spec.command.some(({ text }) => text !== undefined && helpers.arguments.includes(text)))
    return false;
  if (isHelper(launch) || isRefused(launch)) return false;
  if (spec.gpus) return true;
  return !script.launches.some((other) => other !== launch && other.spec.gpus && !isHelper(other));
}

function isHelper(launch: Launch): boolean {
  const { spec } = launch;
  const words = spec.entrypoint?.masked ? [spec.entrypoint, ...spec.command] : spec.command;
  const program = words[0]?.text?.replace(/^.*\//, '');
  if (program !== undefined && helpers.programs.includes(program)) return true;
  const starts = launch.starts;
  if (starts.length > 0) return starts.every(isPreparation);
  return program !== undefined && /^(ba|da|z)?sh$/.test(program) && !mayTrain(spec.command);
}

/** Text for a shell that starts no program worth the name. A script file may do anything. */
function mayTrain(words: readonly Part[]): boolean {
  const flag = words.findIndex(({ text }) => text !== undefined && /^-\w*c$/.test(text));
  const text = flag < 0 ? undefined : words[flag + 1]?.masked;
  return text === undefined ? words.length > 1 : /python|torchrun|accelerate|deepspeed|uv run|\.sh\b/.test(text);
}

function isPreparation({ target }: Start): boolean {
  if (target.kind === 'code') return true;
  const name = target.part.text && nameOf(target.part.text);
  return name !== undefined && helpers.files.some((beginning) => name.startsWith(beginning));
}
