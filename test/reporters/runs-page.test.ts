import { compareRuns } from '../../src/reporters/runs/compare';
import { comparisonAsHtml, runsAsHtml } from '../../src/reporters/runs/html';
import { buildView, falling, findingOf } from './build-view';

const losses = [
  { name: 'train_loss', values: falling(40) },
  { name: 'val_loss', values: falling(10) },
];
const sound = (path: string) => buildView(path, losses);
const sick = (path: string, severity: 'error' | 'warning' = 'error') =>
  buildView(path, losses, [findingOf(path, severity, 'metrics/overfitting', 'val_loss', 7)]);

const order = (page: string, ...texts: readonly string[]): number[] => texts.map((text) => page.indexOf(text));
const isSorted = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => number >= 0 && (index === 0 || number > numbers[index - 1]!));

test('the splits of one metric are in one chart', () => {
  const page = runsAsHtml([sound('a')]);
  expect(page.match(/<figure/g)).toHaveLength(1);
  expect(page).toMatch(/<figcaption><h3>loss.*<b>train<\/b> <code>train_loss<\/code>.*<b>val<\/b> <code>val_loss<\/code>/);
});

test('what is wrong comes first, and links to its curve', () => {
  const page = runsAsHtml([sound('a'), sick('b')]);
  expect(isSorted(order(page, 'What is wrong', '>Runs</h2>', '<article'))).toBe(true);
  const [, finding, chart] = /href="#([^"]+)">b<\/a> <a href="#([^"]+)">See its curve/.exec(page)!;
  expect(page).toContain(`<li id="${finding}"`);
  expect(page).toMatch(new RegExp(`<figure class="chart" id="${chart}".*href="#${finding}" aria-label="Finding 1, at step 60"`));
});

test('runs are listed and shown by severity, then by number', () => {
  const page = runsAsHtml([sound('v_10'), sick('c', 'warning'), sick('d'), sound('v_9')]);
  const index = page.slice(page.indexOf('<nav'), page.indexOf('</nav>'));
  expect(isSorted(order(index, '>d<', '>c<', '>v_9<', '>v_10<'))).toBe(true);
  expect(isSorted(order(page, 'title">d<', 'title">c<', 'title">v_9<', 'title">v_10<'))).toBe(true);
});

test('the index gives the reason why a run is not judged apart from the verdict', () => {
  const page = runsAsHtml([sound('a'), sound('b')]);
  const index = page.slice(page.indexOf('<nav'), page.indexOf('</nav>'));
  expect(index).toMatch(/<\/span> not judged<\/span><\/td>.*<br>[^<]+<\/td>/);
  expect(page.slice(page.indexOf('<article'))).toContain('not enough data to judge: ');
});

test('one kind of fault in many runs is one entry', () => {
  const page = runsAsHtml(Array.from({ length: 9 }, (_, index) => sick(`run_${index}`)));
  const wrong = page.slice(page.indexOf('What is wrong'), page.indexOf('<nav'));
  expect(wrong.match(/class="error"/g)).toHaveLength(1);
  expect(wrong).toContain('in 9 runs');
  for (let run = 0; run < 9; run += 1) expect(wrong).toContain(`>run_${run}</a>`);
});

test('different failures are different entries, even of one rule', () => {
  const failed = (path: string, kind: string, text: string) => {
    const finding = findingOf(path, 'error', 'runs/error', 'loss', 3);
    return buildView(path, losses, [{ ...finding, message: text, evidence: { kind } }]);
  };
  const page = runsAsHtml([
    failed('a', 'segmentation-fault', 'Segmentation fault in pid 1.'),
    failed('b', 'segmentation-fault', 'Segmentation fault in pid 2.'),
    failed('c', 'traceback', 'KeyError: x'),
    failed('d', 'traceback', 'ValueError: y'),
  ]);
  const wrong = page.slice(page.indexOf('What is wrong'), page.indexOf('<nav'));
  expect(wrong).toMatch(/in 2 runs, for example: Segmentation fault/);
  expect(wrong).toMatch(/in 1 run: KeyError: x/);
  expect(wrong).toMatch(/in 1 run: ValueError: y/);
});

test('a series without a finite value says so in the place of its curve', () => {
  const page = runsAsHtml([buildView('a', [{ name: 'auc_x', values: [Number.NaN, Number.NaN, Number.NaN] }])]);
  expect(page).toContain('<p class="none">All 3 values are NaN.</p>');
  expect(page).toMatch(/aria-label="Chart of [^"]*none of 3 values is finite/);
  const infinite = runsAsHtml([buildView('a', [{ name: 'loss', values: [Number.POSITIVE_INFINITY, Number.NaN] }])]);
  expect(infinite).toContain('None of the 2 values is finite.');
});

test('values that are not finite are marked beside the curve of the others', () => {
  const page = runsAsHtml([buildView('a', [{ name: 'loss', values: [3, 2, Number.NaN, 1] }])]);
  expect(page).toMatch(/class="c0 broken" d="M\d+ \d+h\d+"/);
  expect(page).toContain('1 of 4 NaN');
});

test('each chart has its values as a table, and a description', () => {
  const page = runsAsHtml([sound('a')]);
  expect(page).toMatch(/<summary>Values<span class="unseen"> of loss/);
  expect(page).toMatch(/<th scope="row">90<\/th><td>1\.313<\/td><td>1\.313<\/td>/);
  expect(page).toMatch(/aria-label="Chart of loss by step\. train: from 2\.5 to [\d.]+ in 40 values, best [\d.]+; val: /);
});

test('charts are in the page itself, without a script', () => {
  const page = runsAsHtml([sound('a')]);
  const body = page.slice(page.indexOf('<main'), page.indexOf('<script'));
  expect(body).toMatch(/<path class="c0" d="M[^"]{100,}"/);
});

test('series of no interest are below the others, on demand', () => {
  const page = runsAsHtml([buildView('a', [...losses, { name: 'data_time', values: falling(9) }])]);
  expect(isSorted(order(page, '<h3>loss', '<summary>More charts (1)', '<h3>data_time'))).toBe(true);
});

test('names, messages and paths of a log are text', () => {
  const evil = '</script><img src=x onerror=alert(1)>"\'';
  const view = buildView(evil, [{ name: evil, values: [1, 2] }], [findingOf(evil, 'error', evil, evil, 1)]);
  for (const page of [runsAsHtml([view, view]), comparisonAsHtml(compareRuns(view, view))]) {
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
  }
});

test('a page of 200 runs stays below 5 MB', () => {
  const long = [
    { name: 'train_loss', values: falling(2000) },
    { name: 'val_loss', values: falling(2000) },
    { name: 'val_acc', values: falling(2000) },
    { name: 'lr', values: falling(2000) },
  ];
  const view = buildView('a', long, [findingOf('a', 'error', 'metrics/finite', 'train_loss', 7)]);
  expect(runsAsHtml(Array.from({ length: 200 }, () => view)).length).toBeLessThan(5_000_000);
});

test.each([
  ['equal values', [1, 1, 1]],
  ['zeros', [0, 0]],
  ['huge values', [-1.7e308, 1.7e308]],
  ['tiny values', [5e-324, 1]],
])('a curve of %s has coordinates', (_, values) => {
  const page = runsAsHtml([buildView('a', [{ name: 'loss', values }])]);
  expect(page).toMatch(/<path class="c0" d="M-?\d+ -?\d+/);
  expect(page).not.toMatch(/ d="[^"]*(?:NaN|Infinity|e)/);
});
