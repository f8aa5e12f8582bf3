import { type ContainerProgram, nameOf, type Report } from '../../src/api';

/** What is wrong with programs. Programs share files and launches, so of several reports with one key the first counts. */
export function* inPrograms<Id extends string>(
  programs: readonly ContainerProgram[],
  check: (program: ContainerProgram) => Iterable<Report<Id>>,
  keyOf: (report: Report<Id>) => unknown = ({ message, at }) => [message, at],
): Iterable<Report<Id>> {
  const seen = new Set<string>();
  for (const program of programs) {
    for (const report of check(program)) {
      const key = JSON.stringify(keyOf(report));
      if (!seen.has(key)) yield report;
      seen.add(key);
    }
  }
}

/** The word of a script that starts the program. */
export const startOf = ({ start }: ContainerProgram) => ({
  message: `${nameOf(start.launch.path)} starts it here.`,
  at: start.target.part.span,
});

/** The image in the launch that runs the program. */
export const containerOf = ({ start: { launch } }: ContainerProgram) => ({
  message: 'The container starts here.',
  at: launch.spec.image?.span ?? launch.span,
});
