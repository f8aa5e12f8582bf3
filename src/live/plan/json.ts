import { type Plan, totalsOf } from './plan';

/** The plan as data, in the form that `docs/verify.md` describes. */
export const planAsJson = (plan: Plan): string =>
  `${JSON.stringify(
    {
      format: 'cvl-verification-plan/1',
      commit: plan.commit ?? null,
      totals: totalsOf(plan),
      notes: plan.notes,
      jobs: plan.jobs,
      examples: plan.examples.map(({ folder, due, needs, stages }) => ({
        folder,
        reason: due.reason,
        because: due.because,
        lastVerified: due.lastVerified ?? null,
        changed: due.changed,
        needs,
        stages: stages.map(({ kind, name, script }) => ({ kind, name, script })),
      })),
      skipped: plan.skipped,
    },
    null,
    2,
  )}\n`;
