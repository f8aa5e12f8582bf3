import { defineRule } from '../../../src/api';
import { endOf, type Plans, type Unfinished } from '../endings';
import { plansOptions } from '../plans';
import { log, traceback, trainerState } from '../samples';

export default defineRule<'run', Plans, Unfinished['message']>({
  name: 'unfinished',
  scope: 'run',
  docs: {
    summary: 'A run ends where it was planned to',
    why: 'A run that was canceled, interrupted, or cut off has no final evaluation, its learning rate never came down, and its last checkpoint may be missing. Its figures are not those of the recipe.',
    bad: [
      { wrong: 'Somebody pressed Ctrl-C.', sample: traceback('KeyboardInterrupt') },
      {
        wrong: 'Slurm canceled the job.',
        sample: log('slurmstepd: error: *** JOB 4711 ON node7 CANCELLED AT 2025-03-01T04:10:12 ***\n'),
      },
      {
        wrong: 'The job hit the time limit of Slurm.',
        sample: log('slurmstepd: error: *** JOB 4711 ON node7 CANCELLED AT 2025-03-01T04:10:12 DUE TO TIME LIMIT ***\n'),
      },
      { wrong: 'The last value is at step 40 of 100.', sample: trainerState(100) },
    ],
    good: trainerState(40),
  },
  options: plansOptions,
  messages: {
    interrupted: 'This run was stopped by hand{{after}} ("{{reason}}"). Resume it from its last checkpoint, or start it again.',
    cancelled: 'The scheduler canceled this run{{after}} ("{{reason}}"). Resume it from its last checkpoint, or start it again.',
    'time-limit':
      'This run hit the time limit of the scheduler{{after}} ("{{reason}}"). Resume it from its last checkpoint, or ask for more time.',
    died: 'This run ended without closing its log{{after}} ({{reason}}). Look at the system log of that time, and resume from the last checkpoint.',
    short: 'This log ends at {{reached}} of {{planned}}. Unless the run is still going, resume it from its last checkpoint.',
  },
  async *check(target, { options }) {
    const { status, reached, planned } = target.run;
    const found = await endOf(target, options);
    if (found) yield { ...found, evidence: { status, reached, planned } };
  },
});
