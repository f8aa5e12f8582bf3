import { defineRule, type EnvironmentEntry, isSymbolic, type LiveContainer, type Report } from '../../../src/api';
import { about } from '../words';

type Id = 'missing' | 'different' | 'unset';

const script = '#!/bin/bash\ndocker run --env PYTHONPATH=/cvlization_repo --env HF_TOKEN demo python train.py\n';

export default defineRule<'container', Record<string, never>, Id>({
  name: 'environment',
  scope: 'container',
  docs: {
    summary: 'The container has the variables that its launch sets',
    why: 'A variable that the launch sets and the container lacks is one of an older script, or of a start by hand. One that is only passed on, as by `--env HF_TOKEN`, is missing where the caller did not set it.',
    bad: [
      {
        wrong: 'The container has another value.',
        sample: {
          'train.sh': script,
          'live.yaml': `containers:
  - { image: demo, command: [python, train.py], state: running, environment: { PYTHONPATH: /elsewhere, HF_TOKEN: hf_x } }
`,
        },
      },
      {
        wrong: 'The caller had no token to pass on.',
        sample: {
          'train.sh': script,
          'live.yaml': `containers:
  - { image: demo, command: [python, train.py], state: running, environment: { PYTHONPATH: /cvlization_repo } }
`,
        },
      },
    ],
    good: {
      'train.sh': script,
      'live.yaml': `containers:
  - { image: demo, command: [python, train.py], state: running, environment: { PYTHONPATH: /cvlization_repo, HF_TOKEN: hf_x } }
`,
    },
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  messages: {
    missing: 'The launch sets {{variable}}, but the container {{name}} does not have it. Start it again with this script.',
    different: 'The launch sets {{variable}} to another value than the container {{name}} has. Start it again with this script.',
    unset: 'The container {{name}} has no {{variable}}: `--env {{variable}}` passes on the variable of the caller, who had none.',
  },
  *check(target): Iterable<Report<Id>> {
    const { launch, facts } = target;
    if (!launch || launch.spec.open.length > 0 || facts.isProbe) return;
    for (const [variable, entry] of lastOf(launch.spec.env)) {
      const message = judged(target, variable, entry);
      if (message === undefined) continue;
      const severity = message === 'unset' ? ({ severity: 'info' } as const) : {};
      yield { ...about(target), message, data: { variable, name: facts.name }, at: entry.entry.span, ...severity };
    }
  },
});

/** The entry that counts of each variable: the last. */
const lastOf = (entries: readonly EnvironmentEntry[]): ReadonlyMap<string, EnvironmentEntry> =>
  new Map(entries.flatMap((entry) => (entry.name.text === undefined ? [] : [[entry.name.text, entry] as const])));

function judged({ facts, repository }: LiveContainer, variable: string, { value, entry }: EnvironmentEntry): Id | undefined {
  const actual = facts.environment.get(variable);
  if (entry.word.when) return undefined;
  if (value === null) return actual === undefined ? 'unset' : undefined;
  if (actual === undefined) return 'missing';
  // What isn't written out may be the caller's, as in `${EPOCHS:-10}`.
  const written = repository.source(value.span.file)?.text.slice(value.span.start, value.span.end);
  const isWritten = value.text !== undefined && written === value.text && !isSymbolic(value.text);
  return isWritten && value.text !== actual ? 'different' : undefined;
}
