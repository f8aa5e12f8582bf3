import table from '../../../rules/tables/run-errors.yaml';
import { defineRule, type Report, type Run, type RunError } from '../../../src/api';
import { type Severities, severitiesSchema, withSeverities } from '../severities';
import { short } from '../words';

interface Options extends Severities {
  readonly remedies: readonly {
    readonly match?: string;
    readonly kinds?: readonly string[];
    readonly remedy: string;
    readonly source?: string;
  }[];
}

const { remedies, stops } = table as Pick<Options, 'remedies'> & { readonly stops: { readonly [kind: string]: string } };

const report = (last: string): string =>
  `step 10 loss: 2.1\nstep 20 loss: 1.9\nTraceback (most recent call last):\n  File "/workspace/train.py", line 88, in <module>\n    main()\n${last}\n`;

export default defineRule<'run', Options, 'died' | 'survived' | 'told'>({
  name: 'error',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The run did not crash',
    why: 'A run that ended in an error left no model, or an unfinished one. The finding stands at the line that says what went wrong, and tells what the reference does about it.',
    bad: {
      'example.yaml': 'name: demo\n',
      'logs/train.log': report('torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB'),
    },
    good: { 'example.yaml': 'name: demo\n', 'logs/train.log': 'step 10 loss: 2.1\nstep 20 loss: 1.9\nstep 30 loss: 1.7\n' },
    references: ['Training Pipeline Verification, “Docker Debugging Commands” and “Performance Tuning”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { remedies: { type: 'array', items: { type: 'object', required: ['remedy'] } }, severities: severitiesSchema },
    },
    defaults: { remedies, severities: { survived: 'warning', told: 'warning' } },
  },
  messages: {
    died: '{{message}}{{times}}: the run ended here. To mend it, {{remedy}}.',
    survived: '{{message}}{{times}}: the run went on after it. If it matters, {{remedy}}.',
    told: '{{message}}{{times}}, says the log. If the run did not start or go on after it, {{remedy}}.',
  },
  check: ({ run }, { options }) => withSeverities(reportsOf(run, options), options),
});

function* reportsOf(run: Run, options: Options): Generator<Report<'died' | 'survived' | 'told'>> {
  const grouped = new Map<string, RunError[]>();
  for (const error of run.errors) {
    if (Object.hasOwn(stops, error.kind)) continue;
    const key = error.message.replace(/\d+/g, '#');
    grouped.set(key, [...(grouped.get(key) ?? []), error]);
  }
  for (const errors of grouped.values()) {
    const { kind, message, place, messagePlace } = errors[0]!;
    const survived = errors.every((error) => error.survived);
    const remedy = options.remedies.find(
      ({ match, kinds }) =>
        (kinds === undefined || kinds.includes(kind)) && (match === undefined || new RegExp(match).test(message)),
    );
    yield {
      message: survived ? 'survived' : kind === 'error' ? 'told' : 'died',
      at: messagePlace,
      data: {
        message: short(message),
        times: errors.length > 1 ? ` (${errors.length} times)` : '',
        remedy: remedy?.remedy ?? 'read the lines above it',
      },
      related: place === messagePlace ? [] : [{ message: 'the report begins here', at: place }],
      evidence: { kind, message, times: errors.length, survived, source: remedy?.source },
    };
  }
}
