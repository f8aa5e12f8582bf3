import type { Checkpoint, Report, RunArtifact } from '../../src/api';

/** All weights of a run: its checkpoints and those of its adapters. */
export const weightsOf = ({ run }: RunArtifact): Checkpoint[] => [
  ...run.checkpoints,
  ...run.adapters.flatMap(({ weights }) => weights ?? []),
];

/** Git LFS left its pointer in place of the file. */
export const isPointer = ({ broken }: Checkpoint): boolean => broken?.includes('Git LFS') === true;

/** A report about tensors of a file: `tensor` about one, `tensors` about several. */
export function* tensorReport(path: string, names: readonly string[] = []): Generator<Report<'tensor' | 'tensors'>> {
  if (names.length === 0) return;
  yield {
    message: names.length === 1 ? 'tensor' : 'tensors',
    at: { file: path },
    data: { name: names[0], count: names.length },
    evidence: { tensors: names },
  };
}
