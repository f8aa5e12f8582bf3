import type { Problem, Step } from '../../evidence/evidence';
import type { Observation } from '../observe';

/** A step, with the containers that its stage left behind because they could not be removed. They don't change its verdict. */
export function withLeft(step: Step, { stay, calls, containers, engineLoss, removal }: Observation): Step {
  const isGone = engineLoss?.isBack === false;
  const made = calls.filter(({ verb }) => verb !== 'build').length;
  const state = isGone ? `, and may still run. Once the engine answers, remove` : '. Remove';
  const which = stay.length === 1 ? `container ${stay[0]}` : `containers ${stay.join(', ')}`;
  const message =
    stay.length > 0
      ? `The ${which} could not be removed${state} ${stay.length === 1 ? 'it' : 'them'} with \`${removal}\`.`
      : isGone && made > containers.length
        ? `The engine may have started a container that cvl didn't see. Once the engine answers, remove it with \`${removal}\`.`
        : undefined;
  if (message === undefined) return step;
  const problem: Problem = { severity: 'warning', check: 'verify/left-container', message };
  return { ...step, problems: [...step.problems, problem] };
}
