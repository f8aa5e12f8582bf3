import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import metrics from '../../plugins/metrics';
import runs from '../../plugins/runs';
import type { Rule, Run } from '../../src/api';
import { collectRun, findRuns, isEmpty, readers, readInto } from '../../src/runs';
import { createLiveFile } from '../../src/watch/live-file';
import { reportsOf } from '../plugins/metrics/build';
import { runsIn } from '../runs/in-memory';
import { sharedLogs } from '../runs/on-disk';

/** The rules whose findings end `cvl watch --fail-fast`. */
const pack = parse(readFileSync(join(__dirname, '../../rules/packs/recommended.yaml'), 'utf8')) as {
  rules: { [id: string]: string | readonly [string, ...unknown[]] };
};
const errors: readonly Rule[] = [metrics, runs].flatMap(({ name: plugin, rules = [] }) =>
  rules.filter(({ name, scope }) => scope === 'run' && [pack.rules[`${plugin}/${name}`]].flat()[0] === 'error'),
);
const cuts = Number(process.env['CVL_CUTS'] ?? 12);

function errorsIn(run: Run, tasks: readonly string[]): string[] {
  if (isEmpty(run)) return [];
  return errors.flatMap((rule) =>
    reportsOf(rule, run, tasks).map(({ message, data }) => `${rule.name}/${message} ${JSON.stringify(data)}`),
  );
}

/** Where a log of `length` bytes is cut. */
const placesIn = (length: number, count: number): number[] =>
  Array.from({ length: Math.min(count, length) }, (_, index) => Math.ceil((length * (index + 1)) / Math.min(count, length)));

/** Errors about the first bytes of a log, each with where it was cut: as `cvl runs` reads them, and as `cvl watch` does. */
async function errorsOnPrefixes(path: string, content: Buffer, count: number, tasks: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  const places = placesIn(content.length, count);
  for (const place of places)
    for (const run of await runsIn({ [path]: content.subarray(0, place) }))
      for (const error of errorsIn(run, tasks)) found.push(`${path}, read at ${place}: ${error}`);
  await whileGrowing(path, content, places, (run, place) => {
    for (const error of errorsIn(run, tasks)) found.push(`${path}, watched at ${place}: ${error}`);
  });
  return found;
}

/** Pushes a log piece by piece to its reader, as `cvl watch` does. */
async function whileGrowing(
  path: string,
  content: Buffer,
  places: readonly number[],
  look: (run: Run, place: number) => void,
): Promise<void> {
  const whole = {
    path,
    size: content.length,
    async *open(start = 0) {
      yield content.subarray(start);
    },
  };
  for (const group of await findRuns([whole], readers)) {
    const collector = collectRun(group.path);
    const live = createLiveFile(path, content.length);
    const reading = readInto(collector, { ...group.files[0]!, file: live });
    let read = 0;
    for (const place of places) {
      live.push(content.subarray(read, place));
      read = place;
      await Promise.race([live.drained(), reading]);
      look(collector.run(), place);
    }
    live.end();
    await reading;
  }
}

const base = join(__dirname, '../reference/base');
const healthy: readonly (readonly [string, string, readonly string[]])[] = [
  ['language-model/example/logs/train.log', 'train.log', ['language_modeling']],
  ['classifier/example/logs/train.log', 'train.log', ['image_classification']],
  ['detection/example/logs/train.log', 'train.log', ['object_detection']],
  ['lightning/example/lightning_logs/version_0/metrics.csv', 'lightning_logs/version_0/metrics.csv', ['semantic_segmentation']],
];

const printed = join(__dirname, '../fixtures/printed-logs');
/** They are about runs that broke. */
const broken = ['lightning-nan.log', 'rtdetr-nan.log', 'sb3-sac-nan.log', 'windows-nan.log'];

describe('a healthy run has no error, wherever its log ends', () => {
  test('there are rules that report errors', () => {
    expect(errors.map(({ name }) => name)).toEqual(expect.arrayContaining(['divergence', 'error']));
  });

  test.each(healthy)('%s', async (file, path, tasks) => {
    expect(await errorsOnPrefixes(path, readFileSync(join(base, file)), Math.max(cuts, 40), tasks)).toEqual([]);
  });

  test.each(readdirSync(printed).filter((name) => name !== 'expected.json' && !broken.includes(name)))('%s', async (name) => {
    expect(await errorsOnPrefixes(name, readFileSync(join(printed, name)), cuts)).toEqual([]);
  });

  test.each(broken)('%s is no such run', async (name) => {
    expect(await errorsOnPrefixes(name, readFileSync(join(printed, name)), cuts)).not.toEqual([]);
  });
});

/** Healthy logs of public repositories among the shared ones, or all files of the folder that `CVL_LOGS` names. */
const healthyShared = [
  'custom_log/11_J-kal_ai8x-training/training_output.log',
  'custom_log/14_NigelLu_Deformable-DETR/slurm.out',
  'custom_log/8_7vik_nn-modularity/logs/model_training-155513.out',
  'lightning/4_Macro1027_Simple-Pendulum-PINN/lightning_logs/version_27/metrics.csv',
  'detectron2/2_Elbhnasy_Medical_Waste_Detection_Detectron2/output/metrics.json',
];

function realLogs(): string[] {
  const given = process.env['CVL_LOGS'];
  if (given !== undefined)
    return (readdirSync(given, { recursive: true }) as string[])
      .map((path) => join(given, path))
      .filter((path) => statSync(path).isFile() && statSync(path).size < 20e6);
  const shared = sharedLogs();
  return shared === undefined ? [] : healthyShared.map((path) => join(shared, path)).filter((path) => existsSync(path));
}

const real = realLogs();
const describeReal = real.length > 0 ? describe : describe.skip;

describeReal('healthy logs of public repositories (skipped where there are none)', () => {
  test.each(real)('%s', async (path) => {
    const name = path.split('/').slice(-3).join('/');
    expect(await errorsOnPrefixes(name, readFileSync(path), cuts)).toEqual([]);
  });
});
