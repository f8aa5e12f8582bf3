import { defineRule, escapeRegExp, type RunArtifact } from '../../../src/api';
import { type Layout, layoutOf, layouts } from '../layouts';
import { inRun } from '../words';

interface Options {
  readonly layouts: readonly Layout[];
}

export default defineRule<'run', Options, 'incomplete' | 'place'>({
  name: 'layout',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'A run lies where its framework leaves it, with all that belongs to it',
    why: 'Tools that compare runs look where the framework writes. A metrics.csv without hparams.yaml tells how a run went, but not of what.',
    bad: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
    },
    good: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
      'lightning_logs/version_0/hparams.yaml': 'learning_rate: 0.001\n',
    },
    references: ['Training Pipeline Verification, “Log File Locations” and “Framework-Specific Notes”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { layouts: { type: 'array', items: { type: 'object', required: ['framework'] } } },
    },
    defaults: { layouts },
  },
  messages: {
    incomplete: 'This {{framework}} run has no {{missing}}. To keep it, {{remedy}}.',
    place: 'This {{framework}} run lies in {{folder}}; it is looked for in {{expected}}. Set the output folder to that.',
  },
  *check(target, { options }) {
    const layout = layoutOf(target.run, options.layouts);
    const main = target.run.files[0];
    if (layout === undefined || main === undefined) return;
    const { framework, place, needs = [], except } = layout;
    if (except === undefined || !new RegExp(except).test(target.path)) {
      const missing = needs.filter(({ any }) => !any.some((pattern) => holds(target, pattern)));
      if (missing.length > 0) {
        const names = missing.map(({ any }) => any.join(' or ')).join(' and no ');
        const remedy = missing.map((need) => need.remedy).join('; ');
        yield {
          message: 'incomplete',
          at: { file: main.path },
          data: { framework, missing: names, remedy },
          evidence: { missing: missing.map(({ any }) => any) },
        };
      }
    }
    // The places are those of the reference: whoever has no metadata file follows another.
    if (target.example?.metadata !== undefined && place !== undefined && !new RegExp(place.pattern).test(target.path)) {
      yield {
        message: 'place',
        at: { file: main.path },
        data: { framework, folder: folderWithin(target), expected: place.text },
      };
    }
  },
});

/** Whether a path below the run is there; the last part of the pattern may hold a star. */
function holds(target: RunArtifact, pattern: string): boolean {
  if (!pattern.includes('*'))
    return (
      target.repository.kind(inRun(target, pattern)) !== undefined ||
      target.run.files.some(({ path }) => path === inRun(target, pattern))
    );
  const name = new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`);
  return target.repository.list(target.path).some((entry) => name.test(entry.name));
}

function folderWithin({ path, example }: RunArtifact): string {
  const relative = example && path.startsWith(`${example.folder}/`) ? path.slice(example.folder.length + 1) : path;
  return relative.includes('/') ? relative.slice(0, relative.lastIndexOf('/')) : 'the example’s own folder';
}
