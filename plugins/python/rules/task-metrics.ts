import { defineRule, nameOf } from '../../../src/api';
import { metricCode } from '../metric-code';
import { inPrograms } from '../reports';
import { launch, trainingLoop } from '../samples';
import {
  type OpenEndedOptions,
  openEndedProperty,
  openEndedTable,
  tasksOf,
  textsOf,
  trainedBy,
  unvalidatedBy,
} from '../training';

interface Options extends OpenEndedOptions {
  readonly demands: readonly { readonly metric: string; readonly tasks: readonly string[] }[];
}

const metadata = `name: demo
tasks: [object_detection]
`;

export default defineRule<'example', Options>({
  name: 'task-metrics',
  scope: 'example',
  docs: {
    summary: 'Training computes the metric of its task',
    why: "A detector without mAP or a segmenter without mIoU can't be compared with any other. A program that doesn't validate at all is reported by python/validation instead.",
    bad: [
      {
        wrong: 'The detector is validated, but its mAP is not computed.',
        sample: {
          'example.yaml': metadata,
          'train.sh': launch('python train.py'),
          'train.py': trainingLoop('print("loss:", loss.item())', 'validate(net)'),
        },
      },
    ],
    good: {
      'example.yaml': metadata,
      'train.sh': launch('python train.py'),
      'train.py': trainingLoop('print("loss:", loss.item())', 'print("mAP:", validate(net))'),
    },
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...openEndedProperty,
        demands: {
          type: 'array',
          description: 'The metric that training for a task has to compute.',
          items: {
            type: 'object',
            required: ['metric', 'tasks'],
            additionalProperties: false,
            properties: {
              metric: { enum: Object.keys(metricCode) },
              tasks: { type: 'array', items: { type: 'string' }, description: 'In lowercase with hyphens.' },
            },
          },
        },
      },
    },
    tables: { ...openEndedTable, demands: 'python-metrics.demands' },
  },
  messages: {
    missing:
      "{{file}} trains for {{task}}, but doesn't compute {{metric}}, which such models are compared by. Compute it on held-out data, and log it.",
  },
  *check(example, { options }) {
    const tasks = tasksOf(example);
    yield* inPrograms(example.programs, function* (program) {
      const trained = trainedBy(program);
      const unvalidated = unvalidatedBy(program, example, options);
      // The evaluators of a configuration compute the metrics.
      if (!trained || trained.configurations.length > 0 || (unvalidated && !unvalidated.hasData)) return;
      const texts = textsOf(program);
      for (const { metric, tasks: judged } of options.demands) {
        const task = judged.find((name) => tasks.includes(name));
        if (!task || texts.some((text) => metricCode[metric]?.test(text))) continue;
        const data = { file: nameOf(trained.file.path), task: task.replaceAll('-', ' '), metric };
        yield { message: 'missing', data, at: trained.at };
        return;
      }
    });
  },
});
