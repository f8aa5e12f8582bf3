import { defineRule } from '../../../src/api';

export default defineRule<'run', Record<string, never>, 'damaged'>({
  name: 'damaged',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The files of a run can be read to their end',
    why: "What can't be read is not judged, so a run with a truncated or broken log may be worse than it looks. The finding is where reading failed.",
    bad: [
      {
        wrong: 'The file ends in the middle of a value.',
        sample: {
          'example.yaml': 'name: demo\n',
          'outputs/trainer_state.json':
            '{"global_step": 40, "log_history": [{"epoch": 0.2, "loss": 2.1, "step": 20}, {"epoch": 0.4, "loss": 1.9, "ste',
        },
      },
    ],
    good: {
      'example.yaml': 'name: demo\n',
      'outputs/trainer_state.json': `{"global_step": 20, "max_steps": 20, "log_history": [{"epoch": 1.0, "loss": 2.1, "step": 20}]}
`,
    },
  },
  messages: {
    damaged: "Part of this run can't be read, and isn't judged: {{problem}}. Write the log again, or remove it.",
  },
  *check({ run }) {
    for (const { message, place, isLimit } of run.problems)
      if (!isLimit) yield { message: 'damaged', at: place, data: { problem: message }, evidence: { problem: message } };
  },
});
