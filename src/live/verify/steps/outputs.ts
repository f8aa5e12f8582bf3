import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../../../model/targets';
import type { Problem, Step } from '../../evidence/evidence';
import type { JudgedRuns } from '../judge-runs';
import { openAs } from '../media';
import type { Observation } from '../observe';
import { stepOf, summaryOf, verdictOfProblems } from './step';

/** A file that a stage wrote. */
interface Output {
  /** Absolute. */
  readonly folder: string;
  /** From the folder. */
  readonly path: string;
  readonly bytes: number;
  readonly uid: number;
}

/**
 * What a stage wrote: that it's there, that it opens, that it's the user's, and that nothing was lost in the container. `caller`: the folder
 * in which the script was started, where that is another than the example's.
 */
export function outputsStep(
  root: string,
  example: Example,
  { stage, startedAt, outside, end, containers }: Observation,
  { runs }: JudgedRuns,
  caller?: string,
): Step {
  const folders = [join(root, example.folder), ...(caller === undefined ? [] : [caller])];
  const outputs = folders.flatMap((folder) => writtenSince(folder, startedAt));
  const problems: Problem[] = [];
  const report = (severity: Problem['severity'], check: string, message: string): void =>
    void problems.push({ severity, check, message });
  const lost = outside.filter((path) => isOutput(path) && !isInMount(path, containers));
  const [firstLost] = lost;
  if (firstLost !== undefined) {
    const others = lost.length > 1 ? ` and ${lost.length - 1} more files` : '';
    const message = `${firstLost}${others} ${lost.length > 1 ? 'are' : 'is'} in the container, outside of its mounts, and gone with it. Write below a mounted folder.`;
    report(outputs.length === 0 ? 'error' : 'warning', 'verify/lost-output', message);
  }
  if (outputs.length === 0 && firstLost === undefined && stage.kind !== 'other')
    report(
      stage.kind === 'inference' ? 'error' : 'warning',
      'verify/no-output',
      `Nothing was written to ${example.folder || 'the folder of the example'}.`,
    );
  const described = outputs.slice(0, mostOpened).map((output): readonly [string, string] => {
    const opened = openAs(join(output.folder, output.path));
    if (opened && 'broken' in opened)
      report(stage.kind === 'inference' ? 'error' : 'warning', 'verify/broken-output', `${output.path} ${opened.broken}.`);
    return [
      output.path,
      [sizeInWords(output.bytes), opened && 'is' in opened ? opened.is : undefined].filter(Boolean).join(', '),
    ];
  });
  const user = process.getuid?.();
  const foreign = outputs.filter(({ uid }) => user !== undefined && uid !== user);
  if (foreign[0])
    report(
      'warning',
      'verify/output-owner',
      `${foreign[0].path} belongs to the user ${foreign[0].uid}, so you can't delete it. Start the container with \`--user "$(id -u):$(id -g)"\`.`,
    );
  const adapters = runs.flatMap(({ run }) => run.adapters.map(({ path }) => path));
  const checkpoints = runs.flatMap(({ run }) => run.checkpoints.map(({ path }) => path));
  const isCut = end.ended !== 'exited' || end.code !== 0;
  return stepOf({
    step: 'outputs',
    stage,
    verdict: isCut && problems.every(({ check }) => check === 'verify/no-output') ? 'unknown' : verdictOfProblems(problems),
    summary:
      isCut && outputs.length === 0
        ? 'It did not come to its end.'
        : summaryOf(problems, outputs.length === 1 ? '1 file was written.' : `${outputs.length} files were written.`),
    facts: [
      ...described,
      ...adapters.map((path) => ['adapter', path] as const),
      ...checkpoints.slice(0, 5).map((path) => ['checkpoint', path] as const),
    ],
    problems,
  });
}

const mostOpened = 50;
const mostFiles = 20_000;
const skipped: ReadonlySet<string> = new Set(['.git', '__pycache__', 'node_modules', '.venv', '.cvl']);

/** Files that were written since, apart from what Python compiles. Sorted. */
function writtenSince(folder: string, since: number): readonly Output[] {
  const found: Output[] = [];
  const folders = [''];
  let seen = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const name of namesIn(join(folder, next)).sort()) {
      if (skipped.has(name) || seen++ > mostFiles) continue;
      const path = next === '' ? name : `${next}/${name}`;
      const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
      if (stat?.isDirectory()) folders.push(path);
      // File systems round times to a few milliseconds.
      else if (stat?.isFile() && stat.mtimeMs >= since - 20) found.push({ folder, path, bytes: stat.size, uid: stat.uid });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not for this user
  }
}

/** What a program leaves for people, by its name; not caches, temporary files, and what the system writes. */
const isOutput = (path: string): boolean =>
  !/^\/(?:tmp|var|run|proc|sys|dev|etc|usr\/lib|opt\/conda)\/|\/\.(?:cache|config|local|triton|nv)\/|__pycache__/.test(path) &&
  /\.(?:pt|pth|ckpt|safetensors|bin|h5|keras|onnx|pkl|joblib|npy|npz|json|jsonl|csv|txt|log|png|jpe?g|gif|webp|mp4|mov|wav|mp3|glb|ply|obj|html|md|parquet|gguf)$|tfevents/i.test(
    path,
  );

const isInMount = (path: string, containers: Observation['containers']): boolean =>
  containers.some(({ mounts }) =>
    mounts.some(({ target }) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`)),
  );

export function sizeInWords(bytes: number): string {
  if (bytes >= 2 ** 30) return `${(bytes / 2 ** 30).toFixed(1)} GB`;
  return bytes >= 2 ** 20
    ? `${(bytes / 2 ** 20).toFixed(1)} MB`
    : bytes >= 1024
      ? `${Math.round(bytes / 1024)} kB`
      : `${bytes} B`;
}
