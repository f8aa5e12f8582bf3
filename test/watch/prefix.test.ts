import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import metrics from '../../plugins/metrics';
import { isEmpty } from '../../src/runs';
import { reportsOf } from '../plugins/metrics/build';
import { runsIn } from '../runs/in-memory';
import { sharedLogs } from '../runs/on-disk';

/** The rules whose findings end `cvl watch --fail-fast`. */
const pack = parse(readFileSync(join(__dirname, '../../rules/packs/recommended.yaml'), 'utf8')) as {
  rules: { [id: string]: string | readonly [string, ...unknown[]] };
};
const errors = (metrics.rules ?? []).filter(({ name }) => [pack.rules[`metrics/${name}`]].flat()[0] === 'error');

/** Errors about the first bytes of a log, each with where it was cut. */
async function errorsOnPrefixes(path: string, content: Buffer, cuts: number, tasks: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let cut = 1; cut <= cuts; cut += 1) {
    const length = Math.ceil((content.length * cut) / cuts);
    for (const run of await runsIn({ [path]: content.subarray(0, length) })) {
      if (isEmpty(run)) continue;
      for (const rule of errors)
        for (const { message, data } of reportsOf(rule, run, tasks))
          found.push(`${path} at ${length}: ${rule.name}/${message} ${JSON.stringify(data)}`);
    }
  }
  return found;
}

const base = join(__dirname, '../reference/base');
const healthy: readonly (readonly [string, string, readonly string[]])[] = [
  ['language-model/example/logs/train.log', 'train.log', ['language_modeling']],
  ['classifier/example/logs/train.log', 'train.log', ['image_classification']],
  ['detection/example/logs/train.log', 'train.log', ['object_detection']],
  ['lightning/example/lightning_logs/version_0/metrics.csv', 'lightning_logs/version_0/metrics.csv', ['semantic_segmentation']],
];

describe('a healthy run has no error, wherever its log ends', () => {
  test('there are rules that report errors', () => {
    expect(errors.map(({ name }) => name)).toContain('divergence');
  });

  test.each(healthy)('%s', async (file, path, tasks) => {
    expect(await errorsOnPrefixes(path, readFileSync(join(base, file)), 40, tasks)).toEqual([]);
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
const cuts = Number(process.env['CVL_CUTS'] ?? 12);
const describeReal = real.length > 0 ? describe : describe.skip;

describeReal('healthy logs of public repositories (skipped where there are none)', () => {
  test.each(real)('%s', async (path) => {
    const name = path.split('/').slice(-3).join('/');
    expect(await errorsOnPrefixes(name, readFileSync(path), cuts, [])).toEqual([]);
  });
});
