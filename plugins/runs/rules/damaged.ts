import { defineRule } from '../../../src/api';

export default defineRule<'run', Record<string, never>, 'damaged'>({
  name: 'damaged',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The files of a run can be read to their end',
    why: 'What can’t be read is not judged: a run with a truncated or broken log may be worse than it looks. The place is where reading failed.',
    bad: {
      'example.yaml': 'name: demo\n',
      'outputs/trainer_state.json':
        '{"global_step": 40, "log_history": [{"epoch": 0.2, "loss": 2.1, "step": 20}, {"epoch": 0.4, "loss": 1.9, "ste',
    },
    good: {
      'example.yaml': 'name: demo\n',
      'outputs/trainer_state.json':
        '{"global_step": 20, "max_steps": 20, "log_history": [{"epoch": 1.0, "loss": 2.1, "step": 20}]}\n',
    },
  },
  messages: {
    damaged:
      'Not all of this run could be read: {{problem}}. What follows from it is not judged; write the log again, or remove it.',
  },
  *check({ run }) {
    for (const { message, place } of run.problems)
      yield { message: 'damaged', at: place, data: { problem: message }, evidence: { problem: message } };
  },
});
