import { configuredPattern, defineRule, matchesPieces, type RunArtifact } from '../../../src/api';
import { hasOnlySettings, type Layouts, layoutOf, layoutsSchema, layoutsTable } from '../layouts';
import { lightningLog } from '../samples';
import { inRun } from '../words';

export default defineRule<'run', Layouts, 'incomplete'>({
  name: 'layout',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'A run has all the files that its framework leaves',
    why: 'A metrics.csv without hparams.yaml shows how a run went, but not with which settings.',
    bad: [
      {
        wrong: 'The Lightning run has no hparams.yaml.',
        sample: { 'example.yaml': 'name: demo\n', 'lightning_logs/version_0/metrics.csv': lightningLog },
      },
    ],
    good: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': lightningLog,
      'lightning_logs/version_0/hparams.yaml': 'learning_rate: 0.001\n',
    },
    references: ['Training Pipeline Verification, “Framework-Specific Notes”'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { layouts: layoutsSchema } },
    tables: { layouts: layoutsTable },
  },
  messages: { incomplete: 'This {{framework}} run has no {{missing}}. {{remedy}}' },
  *check(target, { options }) {
    const layout = layoutOf(target.run, options.layouts);
    const [main] = target.run.files;
    if (layout === undefined || main === undefined || hasOnlySettings(target.run)) return;
    const { framework, needs = [], except, place } = layout;
    if (except !== undefined && configuredPattern(except).test(target.path)) return;
    const missing = needs.filter(({ any }) => !any.some((pattern) => holds(target, pattern)));
    // Where all of several are missing at another place, a file was copied out of the folder of its run.
    const isElsewhere = place !== undefined && !configuredPattern(place.pattern).test(target.path);
    if (missing.length === 0 || (isElsewhere && missing.length > 1 && missing.length === needs.length)) return;
    yield {
      message: 'incomplete',
      at: { file: main.path },
      data: {
        framework,
        missing: missing.map(({ any }) => any.join(' or ')).join(' and no '),
        remedy: missing.map(({ remedy }) => remedy).join(' '),
      },
      evidence: { missing: missing.map(({ any }) => any) },
    };
  },
});

/** Whether a path below the run exists; the last part of the pattern may hold a star. */
function holds(target: RunArtifact, pattern: string): boolean {
  const { repository, run, path } = target;
  if (!pattern.includes('*')) {
    const file = inRun(target, pattern);
    return repository.kind(file) !== undefined || run.files.some((each) => each.path === file);
  }
  const pieces = pattern.split('*');
  return repository.list(path).some((entry) => matchesPieces(pieces, entry.name));
}
