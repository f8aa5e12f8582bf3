import { runsAsTable } from '../../src/reporters/runs/table';
import { displayWidth } from '../../src/reporters/text/width';
import { buildView, falling, findingOf } from './build-view';

const plain = { color: false };

test('series of one name are told apart by their split', () => {
  const view = buildView('run', [
    { name: 'loss', split: 'test', values: falling(5) },
    { name: 'loss', split: 'train', values: falling(20) },
    { name: 'loss', split: 'val', values: falling(10) },
  ]);
  const rows = runsAsTable([view], plain).match(/^ {2}(?:train|val|test) +loss /gm);
  expect(rows?.map((row) => row.trim().split(/\s+/)[0])).toEqual(['train', 'val', 'test']);
});

test('metrics have the names that people use', () => {
  const view = buildView('run', [
    { name: 'val/ar_m', values: [0.1, 0.2] },
    { name: 'eval_rougeL', values: [0.1, 0.2] },
    { name: 'loss_rpn_cls', values: falling(9) },
    { name: 'metrics/mAP50(B)', values: [0.1, 0.2] },
  ]);
  const table = runsAsTable([view], plain);
  for (const name of ['val  AR (medium)', 'val  ROUGE-L', 'rpn_cls loss', 'mAP50 (boxes)']) expect(table).toContain(name);
});

test('series that would have the same name keep their logged ones', () => {
  const view = buildView('run', [
    { name: 'total_loss', values: falling(9) },
    { name: 'loss', values: falling(9) },
  ]);
  expect(runsAsTable([view], plain)).toMatch(/^ {2}total_loss .*\n {2}loss /m);
});

describe('series of no interest', () => {
  const view = buildView('run', [
    { name: 'data_time', values: falling(9) },
    { name: 'lrm', values: falling(9) },
    { name: 'memory', values: falling(9) },
    { name: 'train_loss', values: falling(9) },
    { name: 'tokens_per_sec', values: falling(9) },
  ]);

  test('are folded, counted, and named', () => {
    const table = runsAsTable([view], plain);
    expect(table).toMatch(/^ {2}\+ 4 more \(--all\): .*memory/m);
    expect(table).not.toMatch(/^ {2}(?:train)? +(?:lrm|memory) /m);
  });

  test('are shown with --all', () => {
    const table = runsAsTable([view], { ...plain, all: true });
    expect(table).toMatch(/^ {2}4 shown with --all only:$/m);
    expect(table).toMatch(/^ +lrm /m);
    expect(table).not.toContain('more (--all)');
  });

  test('are shown if a finding is about them', () => {
    const broken = { ...view, findings: [findingOf('run', 'error', 'metrics/finite', 'memory', 3)] };
    const table = runsAsTable([broken], plain);
    expect(table).toMatch(/^ +memory +2\.5 →/m);
    expect(table).toContain('+ 3 more (--all)');
  });
});

test('lines fit into 80 columns, or those of the terminal', () => {
  const long = 'a_very_long_part_of_a_name_that_nobody_would_want_to_read_in_a_table';
  const view = buildView(
    'examples/some/very/long/path/that/takes/most/of/a/line/lightning_logs/version_12',
    [
      { name: `${long}_loss`, split: 'train', values: [...falling(9), Number.NaN] },
      { name: '一个很长的中文名字的损失值一个很长的中文名字的损失值', values: falling(900) },
    ],
    [{ ...findingOf('x', 'warning', 'metrics/finite', 'loss', 1), message: 'Look at the batch of that step. '.repeat(9) }],
  );
  for (const width of [80, 60]) {
    const lines = runsAsTable([view], { ...plain, ...(width !== 80 && { width }) }).split('\n');
    const table = lines.filter((line) => !line.startsWith('examples/'));
    expect(Math.max(...table.map(displayWidth))).toBeLessThanOrEqual(width);
  }
});

test('NaN is drawn and counted', () => {
  const view = buildView('run', [{ name: 'loss', values: [...falling(6), Number.NaN, Number.NaN] }]);
  expect(runsAsTable([view], plain)).toMatch(/loss +2\.5 → NaN +\S+ +8 {2}\S+×× {2}2 NaN$/m);
});

test('control characters of a log are made visible', () => {
  const view = buildView('run', [{ name: 'loss\u001b[31m', values: falling(4) }]);
  expect(runsAsTable([view], { ...plain, all: true })).not.toContain('\u001b');
});

test('what cannot be judged says why, and what to log instead', () => {
  const why = (name: string, ...more: string[]): string =>
    runsAsTable(
      [
        buildView(
          'run',
          [name, ...more].map((each) => ({ name: each, values: [0.1, 0.2, 0.3] })),
        ),
      ],
      {
        ...plain,
        width: 200,
      },
    )
      .replace(/\n +/g, ' ')
      .match(/judge: (.*)/)![1]!;
  expect(why('psnr', 'ssim')).toBe('no loss was logged, only PSNR and SSIM; log the training loss too');
  expect(why('episode_reward')).toContain('rewards were logged, but no loss');
  expect(why('foo', 'bar')).toBe('no known metric was logged, only foo and bar; log the training loss as `train_loss`');
});
