import { defineRule, type Remedies, remedyOptions } from '../../../src/api';
import { errorReport, errorsOf, isFatal, isSurvived } from '../errors';
import { log, onlyLog, traceback } from '../samples';

/** What was mended between attempts needs no more work: the latest is told, the others are counted. */
const othersBefore = (others: number): string =>
  others === 0 ? '' : ` Attempts before it ended with ${others === 1 ? 'another error' : `${others} other errors`}.`;

export default defineRule<'run', Remedies, 'attempt' | 'survived' | 'reported'>({
  name: 'logged-error',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The log of a run has no errors',
    why: 'An error that did not stop the run may have lost something on the way: a worker, a sample, a checkpoint. Whether an error without a traceback stopped it, the log does not show.',
    bad: [
      {
        wrong: 'The run goes on after an error.',
        sample: traceback('ValueError: sample 7 has no label', 'step 40 loss: 1.6\nstep 50 loss: 1.5\n'),
      },
      { wrong: 'The log ends with an error that has no traceback.', sample: log('ConnectionError: the hub is not reachable\n') },
      {
        wrong: 'The log has nothing but an error.',
        sample: onlyLog("ls: cannot access '/workspace/data': No such file or directory\n"),
      },
    ],
    good: log(),
    references: ['Training Pipeline Verification, “Docker Debugging Commands” and “Performance Tuning”'],
  },
  options: remedyOptions,
  messages: {
    attempt: 'An earlier attempt in this log ended with "{{message}}"{{times}}.{{before}} {{remedy}}',
    survived: 'The run went on after "{{message}}"{{times}}. {{remedy}}',
    reported: 'The log has the error "{{message}}"{{times}}, which may have stopped the run. {{remedy}}',
  },
  *check({ run }, { options }) {
    const all = errorsOf(run);
    const attempts = all.filter((errors) => errors.every(({ endedAttempt }) => endedAttempt));
    const latest = attempts.at(-1);
    if (latest !== undefined) {
      const { data, ...report } = errorReport(latest, options);
      yield { message: 'attempt', ...report, data: { ...data, before: othersBefore(attempts.length - 1) } };
    }
    for (const errors of all) {
      if (attempts.includes(errors)) continue;
      if (isSurvived(errors)) yield { message: 'survived', ...errorReport(errors, options) };
      else if (!isFatal(errors[0].kind)) yield { message: 'reported', ...errorReport(errors, options) };
    }
  },
});
