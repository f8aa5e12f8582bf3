import type { Example, Location } from '../../src/api';

/** A value for a field of `resources`, and the place in the example that shows it. */
export interface Suggestion {
  readonly value: string;
  readonly reason?: string;
  readonly at?: Location;
}

/** What the files of the example show. Undefined if they show nothing. */
export async function suggestionFor(field: string, example: Example): Promise<Suggestion | undefined> {
  if (field === 'gpu') return gpusOf(example);
  if (field === 'vram_gb') return memoryOf(example);
  return field === 'disk_gb' ? diskOf(example) : undefined;
}

/** The most GPUs that a launch asks for. */
function gpusOf({ launches }: Example): Suggestion | undefined {
  const asked = launches.flatMap(({ spec: { gpus } }) => gpus ?? []);
  const [first] = asked;
  if (first) {
    const counts = asked.map(({ count }) => (typeof count === 'number' && count > 0 ? count : 1));
    return { value: String(Math.max(...counts)), reason: 'The script asks for GPUs here.', at: first.value.span };
  }
  const isKnown = launches.length > 0 && launches.every(({ spec }) => spec.open.length === 0 && !spec.ambiguous && !spec.runtime);
  return isKnown ? { value: '0' } : undefined;
}

/** The most memory of a GPU in the logs of its runs, rounded up to GB. */
async function memoryOf(example: Example): Promise<Suggestion | undefined> {
  const peaks = (await example.runs()).flatMap(({ run }) => run.gpus.flatMap(({ memoryUsed }) => memoryUsed ?? []));
  const [highest] = peaks.sort((a, b) => b.max - a.max);
  if (!highest || highest.max <= 0) return undefined;
  return { value: String(Math.ceil(highest.max / 1024)), reason: 'A run took this much.', at: highest.maxPlace };
}

/** The weights of its runs, rounded up to tens of GB: the image needs space too. */
async function diskOf(example: Example): Promise<Suggestion | undefined> {
  const weights = (await example.runs()).flatMap(({ run }) => run.checkpoints);
  const total = weights.reduce((sum, { size }) => sum + size, 0);
  const [largest] = [...weights].sort((a, b) => b.size - a.size);
  if (!largest || total < 1e9) return undefined;
  return {
    value: String(Math.ceil((total / 1e9 + spaceOfImage) / 10) * 10),
    reason: 'A run left weights of this size.',
    at: { file: largest.path },
  };
}

/** What an image with PyTorch and CUDA takes, in GB: pytorch/pytorch:2.4.1-cuda12.4-cudnn9-devel is 13 GB unpacked. */
const spaceOfImage = 13;
