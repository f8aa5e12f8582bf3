import type { Example } from '../../model/targets';
import type { VerificationPolicy } from '../plan/policy';

/** A variable that limits the work, with the file that reads it. */
export interface Limit {
  readonly name: string;
  readonly value: string;
  /** From the root. */
  readonly readIn: string;
}

/** The variables of the policy that the example's programs really read, each with a value for a short run. */
export function limitsOf(example: Example, { quick }: VerificationPolicy): readonly Limit[] {
  const found = new Map<string, Limit>();
  const files = [
    ...example.programs.flatMap(({ graph }) => [...graph.files.values()]),
    ...example.scripts.flatMap(({ starts }) =>
      starts.flatMap(({ program }) => (program ? [...program.graph.files.values()] : [])),
    ),
  ];
  for (const file of files) {
    if (!/environ|getenv/.test(file.source.text)) continue;
    for (const { name } of file.facts.environment.reads) {
      const value = quick[name];
      if (value !== undefined && !found.has(name)) found.set(name, { name, value, readIn: file.path });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
