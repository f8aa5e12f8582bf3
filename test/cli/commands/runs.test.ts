import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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
  expect(stdout).toMatch(/version_0\s+pytorch-lightning · unknown task · 390 steps/);
  expect(stdout).toMatch(/train {2}loss {2}2\.5 → 0\.5405 {2}0\.5405 +40 {2}█\S+▁$/m);
  expect(stdout).toMatch(/✓ no problems \(/);
  expect(stdout).toMatch(/✖ 1 error\n\s+error\s+metrics\.csv:22:\d+ {2}metrics\/finite\n\s+`train_loss` is NaN from step 200 on/);
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
  expect(cvl('runs', '--task', 'language_modeling').stdout.replaceAll(/\s+/g, ' ')).toMatch(
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
  expect(stdout).toMatch(/train loss\s+0\.5405 \(best 0\.5405\)\s+NaN \(best 0\.7991\)\s+\+47\.8%\s+A/);
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
    expect(stdout.match(/<script/g)).toHaveLength(1);
    expect(stdout).not.toMatch(/<img|<b>bold|(?:src|href)="http/);
    expect(stdout).toContain('&lt;/script&gt;&lt;b&gt;bold');
  });

  const browser = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const inBrowser = existsSync(browser) ? test : test.skip;
  inBrowser(
    'is whole, and usable with the keyboard, in Chromium: light, dark, on a phone, printed (skipped where CHROMIUM_PATH is absent)',
    async () => {
      write({ ...sound, ...sick });
      cvl('runs', '--format', 'html', '--output-file', 'runs.html');
      const launched = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
      try {
        const faults: string[] = [];
        const open = async (options: BrowserContextOptions): Promise<Page> => {
          const page = await launched.newPage(options);
          page.on('pageerror', (error) => faults.push(String(error)));
          page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
          page.on('request', (request) => !request.url().startsWith('file:') && faults.push(request.url()));
          await page.goto(`file://${join(folder, 'runs.html')}`);
          return page;
        };
        const back = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        const [light, dark] = await Promise.all([open({ colorScheme: 'light' }), open({ colorScheme: 'dark' })]);
        expect(await back(light)).toBe('rgb(255, 255, 255)');
        const darkBack = await back(dark);
        await light.click('#theme');
        await dark.click('#theme');
        expect([await back(light), await back(dark)]).toEqual([darkBack, 'rgb(255, 255, 255)']);
        expect(await light.evaluate(curvesWithSize)).toBe(2);

        await dark.click('#theme');
        await dark.emulateMedia({ media: 'print' });
        expect(await back(dark)).toBe('rgb(255, 255, 255)');
        expect(await dark.evaluate(curvesWithSize)).toBe(2);

        const phone = await open({ viewport: { width: 360, height: 640 } });
        expect(await phone.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
        await phone.keyboard.press('Tab');
        await phone.keyboard.press('Enter');
        await phone.keyboard.press('Tab');
        await phone.keyboard.press('Tab');
        await phone.keyboard.press('Enter');
        expect(await phone.evaluate<string>('document.querySelector(":target h3").textContent')).toBe('loss');
        expect(await phone.evaluate<boolean>('document.querySelector(":target").getBoundingClientRect().top < innerHeight')).toBe(
          true,
        );
        expect(faults).toEqual([]);
      } finally {
        await launched.close();
      }
    },
    30_000,
  );
});

/** How many curves have a length on the page, without any scrolling. */
const curvesWithSize =
  '[...document.querySelectorAll("svg path.c0:not(.broken)")].filter((path) => path.getTotalLength() > 100 && path.getBoundingClientRect().width > 100).length';

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
