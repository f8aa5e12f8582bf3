import type { Problem, Step } from '../../evidence/evidence';
import type { VerificationPolicy } from '../../plan/policy';
import { gigabytes } from '../../record/note';
import type { GpuSamples, GpuUse } from '../gpu-samples';
import type { Observation } from '../observe';
import { fact, stepOf, summaryOf, verdictOfProblems } from './step';

/** Peak memory, load, and temperature of the GPUs while a stage ran. `declaredGb`: what the metadata says that it needs. */
export function runtimeStep(
  { stage, gpu, containers, calls }: Observation,
  { limits }: VerificationPolicy,
  declaredGb: number | undefined,
): Step {
  if (!gpu) return stepOf({ step: 'runtime', stage, verdict: 'skipped', summary: 'There is no GPU to watch.' });
  const used = gpu.gpus.filter(({ peak, before }) => peak > before);
  const asks = calls.some(({ asked }) => asked?.gpus === true) || containers.some(({ gpus }) => gpus !== undefined);
  const problems: Problem[] = [];
  const warn = (check: string, message: string): void => void problems.push({ severity: 'warning', check, message });
  const largest = used.toSorted((a, b) => ownPeak(b) - ownPeak(a))[0];
  if (!largest && asks)
    warn('verify/gpu-unused', 'The container got GPUs, but the memory of none of them grew: the program computes on the CPU.');
  const hot = gpu.gpus.find(({ hottest }) => (hottest ?? 0) >= limits.temperature);
  if (hot)
    warn('verify/gpu-temperature', `${hot.name} reached ${hot.hottest} °C. From ${limits.temperature} °C, cards slow down.`);
  const growth = growthOf(gpu);
  if (growth > limits.growth)
    warn(
      'verify/gpu-memory-growth',
      `The GPU memory grew by ${Math.round(100 * growth)}% in the second half of the run. Something keeps tensors.`,
    );
  const peakGb = largest && ownPeak(largest) / 1024;
  if (peakGb !== undefined && declaredGb !== undefined && declaredGb > 0 && peakGb > declaredGb)
    warn(
      'verify/vram-declared',
      `The run took ${peakGb.toFixed(1)} GB of GPU memory, more than the ${declaredGb} GB in the metadata. Raise \`vram_gb\`.`,
    );
  return stepOf({
    step: 'runtime',
    stage,
    verdict: verdictOfProblems(problems),
    summary: summaryOf(problems, largest ? `Peak VRAM was ${peakOf(largest)}.` : 'It used no GPU.'),
    facts: [
      fact('peak VRAM', largest && peakOf(largest)),
      ...used.flatMap((use) => [
        fact(
          `utilization of ${use.name}`,
          use.utilization === undefined ? undefined : `${Math.round(use.utilization)}% on average`,
        ),
        fact(`temperature of ${use.name}`, use.hottest === undefined ? undefined : `${use.hottest} °C at most`),
      ]),
      fact('samples', String(gpu.memory.length)),
    ],
    problems,
    curves: largest
      ? [{ name: 'VRAM in use (MiB)', axis: 'seconds', points: gpu.memory.map(([at, mib]) => [round(at), mib]) }]
      : [],
  });
}

/** MiB that the run took itself. */
const ownPeak = ({ peak, before }: GpuUse): number => peak - before;

/** `8.1GB (34% of 24GB)`. */
function peakOf(use: GpuUse): string {
  const own = ownPeak(use);
  return use.total === undefined
    ? gigabytes(own)
    : `${gigabytes(own)} (${Math.round((100 * own) / use.total)}% of ${gigabytes(use.total)})`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** By how much of the memory in use it grew from the middle to the end, as a share. It has to have been growing in each quarter. */
function growthOf({ memory }: GpuSamples): number {
  if (memory.length < 40) return 0;
  const quarter = (number: number): number => {
    const part = memory.slice(Math.floor((memory.length * number) / 8), Math.floor((memory.length * (number + 1)) / 8));
    return part.reduce((total, [, mib]) => total + mib, 0) / part.length;
  };
  const later = [4, 5, 6, 7].map(quarter);
  const isSteady = later.every((value, index) => index === 0 || value > later[index - 1]!);
  const [middle = 0, , , end = 0] = later;
  return isSteady && middle > 0 ? (end - middle) / middle : 0;
}
