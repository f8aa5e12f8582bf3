import { readFileSync } from 'node:fs';
import type { Finding } from '../../api/finding';
import { mostSevereFirst, plural } from '../summary';
import { visible } from '../text/visible';
import { type Chart, chartOf, chartsOf } from './charts';
import { type Comparison, settingCounts } from './compare';
import { script } from './page/script';
import { style } from './page/style';
import { bestOf, figure, lineOf, type RunView, titleOf, verdictOf } from './view';

/** All runs as one page that includes uPlot, its styles, its script, and all data. Text from logs is escaped. */
export function runsAsHtml(views: readonly RunView[]): string {
  const charts: Chart[] = [];
  const articles = views.map((view, index) => article(view, `run-${index}`, charts));
  return page(`${plural(views.length, 'training run')}`, articles.join('\n') || '<p>No runs were found.</p>', charts);
}

export function comparisonAsHtml(comparison: Comparison): string {
  const { left, right, series, settings } = comparison;
  const charts: Chart[] = [];
  const holders = series.flatMap(({ name, left: a, right: b }) => {
    const both = [a, b].filter((each) => each !== undefined && each.count > 1);
    if (both.length === 0) return [];
    return holder(
      chartOf(
        name,
        both as NonNullable<typeof a>[],
        [],
        'compare',
        [a, b].flatMap((each, index) => (each && each.count > 1 ? [`${'AB'[index]} ${each.name}`] : [])),
      ),
      charts,
    );
  });
  const values = series.map(({ name, left: a, right: b, change, better }) => [
    name,
    ...[a, b].map((each) =>
      each === undefined ? '–' : `${figure(each.closing.value)}${bestOf(each) ? ` (best ${figure(bestOf(each)?.value)})` : ''}`,
    ),
    change === undefined ? '' : `${change >= 0 ? '+' : ''}${(100 * change).toFixed(1)}%`,
    better === undefined ? '' : better === 'left' ? 'A' : 'B',
  ]);
  const body = `<article><h2>A ${plain(titleOf(left))}</h2><p class="facts">${plain(facts(left))}</p>
<h2>B ${plain(titleOf(right))}</h2><p class="facts">${plain(facts(right))}</p>
<div class="charts">${holders.join('')}</div>
${table(['metric', 'A', 'B', 'B − A', 'better'], values)}
<h3>${settingCounts(comparison)}</h3>
${table(
  ['setting', 'A', 'B'],
  settings.map(({ key, left: a, right: b }) => [key, a ?? '–', b ?? '–']),
)}</article>`;
  return page('Two training runs', body, charts);
}

function article(view: RunView, sync: string, charts: Chart[]): string {
  const { run } = view;
  const findings = mostSevereFirst(view.findings);
  const verdict = verdictOf(view);
  const holders = chartsOf(run, findings, sync).map((chart) => holder(chart, charts));
  const unjudged = view.outcomes
    .filter(({ outcome }) => outcome === 'unknown')
    .map(({ rule, subject, because }) => [rule, subject, because ?? '']);
  return `<article id="${sync}"><div class="top"><h2>${plain(titleOf(view))}</h2><span class="verdict ${verdict.kind}">${plain(verdict.text)}</span></div>
<p class="facts">${plain(facts(view))}</p>
<div class="charts">${holders.join('')}</div>
${findingList(findings)}
${details(
  'Metrics',
  ['name', 'values', 'first', 'last', 'best', 'not finite'],
  run.series
    .slice(0, 200)
    .map((each) => [
      each.name,
      String(each.count),
      figure(each.first?.value),
      figure(each.closing.value),
      figure(bestOf(each)?.value),
      String(each.nonFinite?.count ?? 0),
    ]),
)}
${details('Not enough data to judge', ['rule', 'subject', 'reason'], unjudged)}
${details(
  'Settings',
  ['name', 'value'],
  run.config.slice(0, 500).map(({ key, value }) => [key, String(value)]),
)}
</article>`;
}

function holder(chart: Chart, charts: Chart[]): string {
  charts.push(chart);
  return `<div class="chart"><h3>${plain(chart.title)}</h3><div data-chart="${charts.length - 1}"></div></div>`;
}

function facts({ run, tasks, example }: RunView): string {
  const { framework, reader, reached, status, ending } = run;
  const step = reached.step === undefined ? undefined : `${figure(reached.step)} steps`;
  const epoch = reached.epoch === undefined ? undefined : `epoch ${figure(reached.epoch)}`;
  return [
    example,
    framework ?? reader,
    tasks.join(', ') || 'unknown task',
    step,
    epoch,
    ending === undefined ? (status === 'unknown' ? 'unknown status' : status) : `${status}: ${ending.reason}`,
  ]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(' · ');
}

function findingList(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding, index) => {
    const place = [finding.at.file, lineOf(finding)].filter((part) => part !== '').join(':');
    return `<li><b class="number ${finding.severity}"><span>${index + 1}</span></b><b class="${finding.severity}">${finding.severity}</b><span>${plain(finding.message)} <code>${plain(finding.rule)}</code><br><span class="place">${plain(place)}</span></span></li>`;
  });
  return `<ol class="findings">${items.join('')}</ol>`;
}

function details(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `<details><summary>${plain(title)} (${rows.length})</summary>${table(header, rows)}</details>`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((text) => `<td class="value">${plain(text)}</td>`).join('');
  return `<div class="scroll"><table><thead><tr>${header.map((text) => `<th>${plain(text)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
}

function page(title: string, body: string, charts: readonly Chart[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${plain(title)}</title><style>${asset('uPlot.min.css')}${style}</style></head>
<body><header><h1>${plain(title)}</h1><button id="theme" type="button">Light / dark</button></header>
<main>
${body}
</main><footer>Generated by cvl runs</footer>
<script id="charts" type="application/json">${data(charts)}</script>
<script>${asset('uPlot.iife.min.js')}</script><script>${script}</script></body></html>
`;
}

const asset = (name: string): string => readFileSync(require.resolve(`uplot/dist/${name}`), 'utf8').trim();

/** JSON that is safe inside a script element. */
const data = (value: unknown): string =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML and makes invisible characters visible. */
const plain = (text: string): string => visible(text).replace(/[&<>"']/g, (character) => entities[character]!);
