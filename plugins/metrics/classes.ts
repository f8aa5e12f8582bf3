import { type RunArtifact, sizeOf } from '../../src/api';
import type { Datasets } from './shared-options';

/** The number of classes: by the run's configuration, else by the only dataset that the metadata names. */
export function classesOf({ run, example }: RunArtifact, datasets: Datasets): number | undefined {
  const [only, ...more] = example?.metadata?.datasets ?? [];
  const known = only !== undefined && more.length === 0 ? datasets[only.text.toLowerCase().split('/').at(-1) ?? ''] : undefined;
  return sizeOf(run, 'classes') ?? known;
}
