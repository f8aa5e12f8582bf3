import { causes, defineRule, type Remedies, remedyOptions } from '../../../src/api';
import { errorReport, errorsOf, isFatal, isSurvived } from '../errors';
import { log, onlyLog, traceback } from '../samples';

export default defineRule<'run', Remedies, 'died' | 'unstarted'>({
  name: 'error',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The run did not crash',
    why: 'A run that ended in an error left no model, or an unfinished one. A log that has nothing but an error is of a run that did not start. The finding is at the line that says what went wrong.',
    bad: [
      {
        wrong: 'The GPU ran out of memory.',
        sample: traceback('torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB'),
      },
      { wrong: 'The image is not there.', sample: onlyLog('docker: Error response from daemon: pull access denied for demo\n') },
    ],
    good: [log(), onlyLog('+ python train.py\nReading 1,200 images\n')],
    references: ['Training Pipeline Verification, “Docker Debugging Commands” and “Performance Tuning”'],
  },
  options: remedyOptions,
  messages: {
    died: 'The run ended with "{{message}}"{{times}}.{{between}} {{remedy}}',
    unstarted: 'The run logged no metric, only "{{message}}"{{times}}. {{remedy}}',
  },
  *check({ run }, { options }) {
    const all = errorsOf(run).filter((errors) => !isSurvived(errors) && isFatal(errors[0].kind));
    for (const [index, errors] of all.entries()) {
      if (all.length > MOST && index > 0 && index < all.length - 1) continue;
      const { data, ...report } = errorReport(errors, options);
      const [{ kind, message }] = errors;
      yield {
        message: kind.startsWith('start/') ? 'unstarted' : 'died',
        ...report,
        data: { ...data, between: index > 0 && all.length > MOST ? ` ${all.length - 2} other errors came before it.` : '' },
        ...(isOfNaN(message) && { follows: causes.notFinite(run) }),
        ...(isOfLossScale(message) && { cause: causes.lowestLossScale(run) }),
      };
    }
  },
});

/** Of more errors than these, a log of many attempts, the first and the last are reported. */
const MOST = 3;

/** Whether the program stopped at a value that isn't finite: the loss that became NaN is the cause. */
const isOfNaN = (message: string): boolean =>
  /\bnan\b|\b(?:not|non-?) ?finite\b|\binfinite\b|but found invalid values/i.test(message);

/** DeepSpeed and fairseq stop where the scale of fp16 is at its end. */
const isOfLossScale = (message: string): boolean => /minimum loss scale|loss scale already at minimum/i.test(message);
