import type { Part } from '../languages/docker';
import { nameOf } from '../text/path';
import { query } from './query';
import table from './tables/helpers.yaml';
import type { Launch, Script, Start } from './targets';

interface Helpers {
  readonly programs: readonly string[];
  readonly files: readonly string[];
  readonly arguments: readonly string[];
}

const helpers = table as Helpers;

export const isMainLaunch = query('launch.isMain', (launch: Launch): boolean => {
  const { spec, script } = launch;
  if (spec.help || spec.ambiguous || spec.command.some(({ text }) => text !== undefined && helpers.arguments.includes(text)))
    return false;
  if (isHelper(launch) || isRefused(launch)) return false;
  if (spec.gpus) return true;
  return gpuLaunches(script).every((other) => other === launch);
});

/** The first two: more don't change the answer. */
const gpuLaunches = query('script.gpuLaunches', ({ launches }: Script) => {
  const first = launches.findIndex(isMainOnGpu);
  const second = launches.findIndex((launch, index) => index > first && isMainOnGpu(launch));
  return [launches[first], launches[second]].filter((launch) => launch !== undefined);
});

const isMainOnGpu = (launch: Launch): boolean => launch.spec.gpus !== null && !isHelper(launch);

/** The engine refuses it as written, so what it lacks means nothing. */
const isRefused = ({ spec, misplacedFlag, mistakenCommand }: Launch): boolean =>
  spec.problems.length > 0 || spec.engineProblems.length > 0 || misplacedFlag !== undefined || mistakenCommand.length > 0;

function isHelper({ spec, starts, process }: Launch): boolean {
  const words = process?.words ?? spec.command;
  if (process && !process.isGiven && process.commandAt === 0) return false;
  const program = words[0]?.text === undefined ? undefined : nameOf(words[0].text);
  if (program !== undefined && helpers.programs.includes(program)) return true;
  if (starts.length > 0) return starts.every(isPreparation);
  return program !== undefined && /^(ba|da|z)?sh$/.test(program) && !mayTrain(words);
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
