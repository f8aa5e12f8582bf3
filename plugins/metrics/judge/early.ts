import type { Run } from '../../../src/api';

/** Whether a run is in the first quarter of its plan, where some models have learned nothing yet. */
export const isEarly = ({ planned, reached }: Run): boolean =>
  isBefore(reached.epoch, planned.epochs) || isBefore(reached.step, planned.steps);

const isBefore = (reached: number | undefined, planned: number | undefined): boolean =>
  planned !== undefined && reached !== undefined && reached < planned / 4;
