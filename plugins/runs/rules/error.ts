import { defineRule } from '../../../src/api';
import { errorReport, errorsOf, isSurvived, type Remedies, remedyOptions } from '../errors';
import { log, traceback } from '../samples';

export default defineRule<'run', Remedies, 'died'>({
  name: 'error',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The run did not crash',
    why: 'A run that ended in an error left no model, or an unfinished one. The finding is at the line that says what went wrong.',
    bad: [
      {
        wrong: 'The GPU ran out of memory.',
        sample: traceback('torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB'),
      },
    ],
    good: log(),
    references: ['Training Pipeline Verification, “Docker Debugging Commands” and “Performance Tuning”'],
  },
  options: remedyOptions,
  messages: { died: 'The run ended with "{{message}}"{{times}}. {{remedy}}' },
  *check({ run }, { options }) {
    for (const errors of errorsOf(run))
      if (!isSurvived(errors) && errors[0].kind !== 'error') yield { message: 'died', ...errorReport(errors, options) };
  },
});
