import { defineRule } from '../../../src/api';
import { inPrograms } from '../reports';
import { launch, trainingLoop } from '../samples';
import { trainedBy } from '../training';

export default defineRule({
  name: 'metric-logging',
  scope: 'example',
  docs: {
    summary: 'A training loop prints or logs its loss',
    why: "A run that logs nothing can't be judged, neither by people nor by tools.",
    bad: [{ wrong: 'The loop prints nothing.', sample: { 'train.sh': launch('python train.py'), 'train.py': trainingLoop() } }],
    good: { 'train.sh': launch('python train.py'), 'train.py': trainingLoop('print("loss:", loss.item())') },
  },
  messages: {
    silent: "This training loop doesn't print or log anything, so its run can't be judged. Log the loss every few steps.",
  },
  *check(example) {
    yield* inPrograms(example.programs, function* (program) {
      const trained = trainedBy(program);
      if (trained?.silent) yield { message: 'silent', at: trained.at };
    });
  },
});
