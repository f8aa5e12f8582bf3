import type { Fact, Problem, Step, StepName, StepVerdict } from '../../evidence/evidence';
import type { Stage } from '../../plan/stages';

interface Given {
  readonly step: StepName;
  readonly stage?: Stage;
  readonly verdict: StepVerdict;
  readonly summary: string;
  readonly seconds?: number;
  readonly facts?: readonly (Fact | undefined)[];
  readonly problems?: readonly Problem[];
  readonly logs?: readonly string[];
  readonly curves?: Step['curves'];
}

/** A step of the evidence. Facts that aren't known are left out. */
export const stepOf = ({ stage, facts = [], seconds = 0, ...given }: Given): Step => ({
  problems: [],
  logs: [],
  curves: [],
  ...given,
  ...(stage && { stage: { kind: stage.kind, name: stage.name } }),
  seconds: Math.round(seconds * 100) / 100,
  facts: facts.filter((fact) => fact !== undefined),
});

/** A fact, if its value is known. */
export const fact = (name: string, value: string | undefined): Fact | undefined =>
  value === undefined ? undefined : [name, value];

/** The verdict that problems add up to. */
export function verdictOfProblems(problems: readonly Problem[]): StepVerdict {
  if (problems.some(({ severity }) => severity === 'error')) return 'failed';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : 'passed';
}

/** The first of the worst problems, and how many there are besides. */
export function summaryOf(problems: readonly Problem[], otherwise: string): string {
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems.find(({ severity }) => severity === 'warning');
  if (!worst) return otherwise;
  const rest = problems.filter(({ severity }) => severity !== 'info').length - 1;
  return rest > 0 ? `${worst.message} (and ${rest} more)` : worst.message;
}
