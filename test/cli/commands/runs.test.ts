import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function cvl(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const csv = (rows: number, loss: (index: number) => number | string, more = ''): string =>
  ['epoch,step,train_loss', ...Array.from({ length: rows }, (_, index) => `0,${index * 10},${loss(index)}`), more].join('\n');
const falling = (index: number): number => Number((0.5 + 2 * Math.exp(-index / 10)).toFixed(4));

const sound = {
  'lightning_logs/version_0/metrics.csv': csv(40, falling),
  'lightning_logs/version_0/hparams.yaml': 'learning_rate: 0.001\nbatch_size: 4\n',
};
const sick = {
  'lightning_logs/version_1/metrics.csv': csv(40, (index) => (index < 20 ? falling(index) : 'nan')),
  'lightning_logs/version_1/hparams.yaml': 'learning_rate: 0.1\nbatch_size: 4\n',
};

test('shows each run with its curves, its verdict, and the line of each finding', () => {
  write({ ...sound, ...sick });
  const { status, stdout } = cvl('runs');
  expect(status).toBe(0);
  expect(stdout).toMatch(/version_0 {2}pytorch-lightning · unknown task · 390 steps/);
  expect(stdout).toMatch(/train_loss {2}2\.5 → 0\.5405 {2}best 0\.5405 {2}█\S+▁ {2}40 values/);
  expect(stdout).toMatch(/✓ no problems \(/);
  expect(stdout).toMatch(/✖ 1 error\n\s+error\s+metrics\.csv:22:\d+\n\s+`train_loss` is NaN from step 200 on.*metrics\/finite/);
  expect(stdout).toMatch(/2 runs: 1 with errors, 1 without problems\n$/);
});

test('says that there is not enough data, or no run', () => {
  write({
    'wandb/run-20250101_000000-abcdefgh/files/wandb-summary.json':
      '{"train/loss": 1.2, "_step": 100, "_runtime": 60, "_timestamp": 1735689600}',
  });
  expect(cvl('runs').stdout).toMatch(/\? not enough data to judge: only final values were logged, no curves/);
  rmSync(join(folder, 'wandb'), { recursive: true });
  expect(cvl('runs')).toEqual({ status: 0, stdout: 'No runs were found.\n', stderr: '' });
});

test('--task decides which figures of the reference are applied', () => {
  write({ 'run/metrics.csv': csv(40, (index) => 60 - index) });
  expect(cvl('runs').stdout).not.toContain('metrics/initial-loss');
  expect(cvl('runs', '--task', 'language_modeling').stdout).toMatch(
    /starts at 60, but a language model with random weights starts at 8 to 12/,
  );
});

test('JSON has the documented shape', () => {
  write({ ...sick });
  const { runs } = JSON.parse(cvl('runs', '--format', 'json').stdout);
  expect(runs).toHaveLength(1);
  expect(Object.keys(runs[0])).toEqual([
    'path',
    'reader',
    'confidence',
    'task',
    'status',
    'segments',
    'series',
    'config',
    'system',
    'checkpoints',
    'errors',
    'verdict',
  ]);
  expect(runs[0]).toMatchObject({
    path: 'lightning_logs/version_1',
    reader: 'lightning/csv',
    task: null,
    config: { learning_rate: 0.1 },
    checkpoints: [],
    errors: [],
  });
  expect(runs[0].series[0]).toEqual({
    name: 'train_loss',
    split: 'train',
    metric: 'loss',
    aggregation: null,
    scale: 'unbounded',
    points: 40,
    first: 2.5,
    last: 0.7991,
    min: 0.7991,
    max: 2.5,
    nonFinite: 20,
  });
  expect(runs[0].verdict).toMatchObject({ outcome: 'error', findings: [{ rule: 'metrics/finite', line: 22 }] });
});

test('--compare shows values, settings, and curves side by side', () => {
  write({ ...sound, ...sick });
  const { status, stdout } = cvl('runs', '--compare', 'lightning_logs/version_0', 'lightning_logs/version_1');
  expect(status).toBe(0);
  expect(stdout).toMatch(/train_loss\s+0\.5405 \(best 0\.5405\)\s+NaN \(best 0\.7991\)\s+\+47\.8%\s+A/);
  expect(stdout).toMatch(/learning_rate\s+0\.001\s+0\.1/);
  expect(stdout).toContain('Settings: 1 different, 1 the same');
  expect(cvl('runs', '--compare', 'lightning_logs', 'lightning_logs/version_1')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('holds 2 runs. Name one of them'),
  });
});

describe('the page', () => {
  test('needs nothing from outside, and shows text from logs as text', () => {
    write({
      'logs/<img src=x onerror=alert(1)>.log':
        'step 1 </script><script>alert(2)</script> loss: 2\nstep 2 loss: 1.5\nstep 3 loss: 1\nTraceback (most recent call last):\nValueError: </script><b>bold</b>\n',
    });
    const { stdout } = cvl('runs', '--format', 'html');
    expect(stdout.match(/<script/g)).toHaveLength(3);
    expect(stdout).not.toMatch(/<img|<b>bold|(?:src|href)="http/);
    expect(stdout).toContain('&lt;/script&gt;&lt;b&gt;bold');
  });

  const browser = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const inBrowser = existsSync(browser) ? test : test.skip;
  inBrowser(
    'draws its curves in Chromium, light and dark, and marks the findings (skipped where CHROMIUM_PATH is absent)',
    async () => {
      write({ ...sound, ...sick });
      cvl('runs', '--format', 'html', '--output-file', 'runs.html');
      const launched = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
      try {
        const seen = await Promise.all(
          (['light', 'dark'] as const).map(async (colorScheme) => {
            const page = await launched.newPage({ colorScheme });
            const faults: string[] = [];
            page.on('pageerror', (error) => faults.push(String(error)));
            page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
            page.on('request', (request) => !request.url().startsWith('file:') && faults.push(request.url()));
            await page.goto(`file://${join(folder, 'runs.html')}`);
            await page.waitForFunction('document.querySelectorAll("canvas").length === 2');
            const inked = await page.evaluate<number[]>(`[...document.querySelectorAll('canvas')].map((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let red = 0;
            for (let at = 0; at < data.length; at += 4) if (data[at] > 150 && data[at + 1] < 120 && data[at + 2] < 120 && data[at + 3] > 200) red += 1;
            return red;
          })`);
            const back = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
            await page.click('#theme');
            const switched = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
            return { faults, marked: inked.map((red) => red > 50), back, switched };
          }),
        );
        const [light, dark] = seen;
        expect(light).toEqual({ faults: [], marked: [false, true], back: dark?.switched, switched: dark?.back });
        expect(light?.back).toBe('rgb(255, 255, 255)');
      } finally {
        await launched.close();
      }
    },
    30_000,
  );
});

test('the report of a file is complete on a slow pipe', () => {
  write(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`lightning_logs/version_${index}/metrics.csv`, csv(200, falling)]),
    ),
  );
  const { status } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" runs --format html | (sleep 1; cat > page.html)`], {
    cwd: folder,
    env,
  });
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'page.html'), 'utf8').trimEnd().endsWith('</html>')).toBe(true);
});
