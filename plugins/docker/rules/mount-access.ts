import { causes, defineRule, exampleTargetInstead, type Launch, type Mount, type Report } from '../../../src/api';
import { onEveryPath, type When } from '../every-path';
import { startedAt } from '../launches';
import { demandsOn, holdsRepository, mountsFor, type RequiredMount, requiredMounts } from '../mount-demands';
import { mountConditions, targetOf } from '../paths';

interface Options {
  readonly required: readonly RequiredMount[];
}

type Id = 'readonly' | 'writable';

export default defineRule<'launch', Options, Id>({
  name: 'mount-access',
  scope: 'launch',
  docs: {
    summary: 'A mount is writable where the container writes, and read-only where it must not',
    why: "A training that can't write its results stops, often after hours. A run that can write to the repository can change the code that the next run uses.",
    bad: [
      {
        wrong: "The training can't write to its own folder.",
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR,dst=/workspace,readonly" demo python train.py
`,
      },
      {
        wrong: 'The run can change the code of the repository.',
        sample: `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -v "$ROOT/examples/demo:/workspace" -v "$ROOT:/cvlization_repo" demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -v "$ROOT/examples/demo:/workspace" -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { required: requiredMounts } },
    tables: { required: 'mounts.required' },
  },
  messages: {
    readonly: "{{target}} is mounted read-only{{when}}, so the program can't write its results. Mount it writable.",
    writable:
      '{{target}} is mounted writable{{when}}, so a run can change the code that all other runs start from. Add `{{readonly}}`.',
  },
  fixes: {
    writable: { replace: '{{end}}', by: '{{end}}{{readonly}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const demand of demandsOn(path, options.required)) {
        for (const mount of mountsFor(path, demand)) {
          const found = faultOf(path, demand, mount, when);
          if (found) yield { ...found, ...(demand.severity && { severity: demand.severity }) };
        }
      }
    });
  },
});

function faultOf(launch: Launch, demand: RequiredMount, mount: Mount, when: When): Report<Id> | undefined {
  const target = targetOf(mount);
  if (demand.or?.includes(target ?? '') || mount.type !== 'bind') return undefined;
  if (target !== demand.target && exampleTargetInstead(launch) !== undefined) return undefined;
  const report = { at: mount.span, related: [startedAt(launch)] };
  const data = { target, when: when(mountConditions(mount)) };
  if (demand.access === 'writable' && mount.readonly === true && demand.when !== 'huggingface')
    return { message: 'readonly', data, ...report, cause: causes.readonlyMount(mount) };
  if (demand.access === 'readonly' && mount.readonly === false && holdsRepository(launch, mount))
    return {
      message: 'writable',
      data: {
        ...data,
        readonly: mount.from === '-v' ? ':ro' : ',readonly',
        end: mount.options.length === 0 ? target : undefined,
      },
      ...report,
    };
  return undefined;
}
