import type { Part } from '../languages/docker';
import { nameOf } from '../text/path';
import { query } from './query';
import table from './tables/helpers.yaml';
import type { Launch, Start } from './targets';

interface Helpers {
  readonly programs: readonly string[];
  readonly files: readonly string[];
  readonly arguments: readonly string[];
}

const helpers = table as Helpers;

/** Flags of the client that no program of an image takes for its first word. */
const clientOnly = /^(--gpus|--mount|--shm-size|--rm|--ipc|--volume|--env|--workdir|--network|--privileged|--name)(=|$)/;

export const misplacedFlagOf = query('launch.misplacedFlag', ({ spec, image }: Launch): Part | undefined => {
  const [first] = spec.command;
  if (first?.text === undefined || spec.entrypoint || spec.ambiguous || !clientOnly.test(first.text)) return undefined;
  return image.view?.entrypoint ? undefined : first;
});

export const isMainLaunch = query('launch.isMain', (launch: Launch): boolean => {
  const { spec, script } = launch;
  if (spec.help || spec.ambiguous || spec.command.some(({ text }) => text !== undefined && helpers.arguments.includes(text)))
    return false;
  if (isHelper(launch) || isRefused(launch)) return false;
  if (spec.gpus) return true;
  return !script.launches.some((other) => other !== launch && other.spec.gpus && !isHelper(other));
});

/** The engine refuses it as written, so what it lacks means nothing. */
const isRefused = ({ spec, misplacedFlag }: Launch): boolean =>
  spec.problems.length > 0 || spec.engineProblems.length > 0 || misplacedFlag !== undefined;

function isHelper({ spec, starts }: Launch): boolean {
  const words = spec.entrypoint?.masked ? [spec.entrypoint, ...spec.command] : spec.command;
  const program = words[0]?.text === undefined ? undefined : nameOf(words[0].text);
  if (program !== undefined && helpers.programs.includes(program)) return true;
  if (starts.length > 0) return starts.every(isPreparation);
  return program !== undefined && /^(ba|da|z)?sh$/.test(program) && !mayTrain(spec.command);
}

/** Whether the words of a shell may start a training. A script file may do anything. */
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
