import { type Example, type ImportGraph, importsOf, isBelow, type PythonFile, type PythonStart, startsOf } from '../../src/api';

/** A start whose entry file is in the repository, with what it imports. */
export interface Program {
  readonly start: PythonStart;
  readonly entry: PythonFile;
  readonly graph: ImportGraph;
}

/** What the example's launches start in Python, in order. */
export function programsOf(example: Example): Program[] {
  return example.launches.flatMap((launch) =>
    startsOf(launch).flatMap((start) => {
      if (start.arguments.some(({ text }) => text === '--help' || text === '-h' || text === '--version')) return [];
      const graph = importsOf(start);
      const entry = start.entry === undefined ? undefined : graph?.files.get(start.entry);
      return entry && graph ? [{ start, entry, graph }] : [];
    }),
  );
}

/** Files of a program that surely run: those in the example's folder that are imported without a condition. */
export const ownFiles = ({ start, graph }: Program): PythonFile[] => {
  const folder = start.launch.example?.folder ?? '';
  return [...graph.firm].flatMap((path) => (isBelow(path, folder) ? (graph.files.get(path) ?? []) : []));
};

/** A rehearsal: nothing is downloaded or trained. */
export const isDryRun = ({ start }: Program): boolean => start.arguments.some(({ text }) => /^--dry[-_]?run/.test(text ?? ''));
