import type { Finding } from '../../../api/finding';
import { mostSevereFirst } from '../../summary';
import { type Chart, chartsOf, isAbout } from '../charts';
import { bestOf, figure, lineOf, type RunView, titleOf, type Verdict, verdictOf } from '../view';
import { chartElement, type Detail } from './chart';
import { message, plain, tableOnDemand } from './elements';

/** How much of each run a page holds. */
export interface PageDetail extends Detail {
  readonly charts: number;
  /** Charts of series that are folded. */
  readonly foldedCharts: number;
  readonly series: number;
  readonly settings: number;
}

/** A run with what its part of the page links to. */
export interface PageRun {
  readonly view: RunView;
  readonly id: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly shown: readonly Chart[];
  readonly folded: readonly Chart[];
}

export function pageRun(view: RunView, id: string, detail: PageDetail): PageRun {
  const findings = mostSevereFirst(view.findings);
  const charts = chartsOf(view.run, findings);
  const isAsked = (chart: Chart): boolean => findings.some((finding) => isAbout(finding, chart));
  const keen = charts.filter((chart) => !chart.isDull || isAsked(chart));
  const shown = keen.slice(0, Math.max(detail.charts, keen.filter(isAsked).length));
  const folded = charts.filter((chart) => !shown.includes(chart));
  return { view, id, verdict: verdictOf(view), findings, shown, folded };
}

const chartId = (run: PageRun, index: number): string => `${run.id}-chart-${index + 1}`;
export const findingId = (run: PageRun, number: number): string => `${run.id}-finding-${number}`;

/** The id of the chart that shows a finding. */
function chartOfFinding(run: PageRun, finding: Finding): string | undefined {
  const index = run.shown.findIndex((chart) => isAbout(finding, chart));
  return index < 0 ? undefined : chartId(run, index);
}

const signs = { error: '✖', warning: '!', sound: '✓', unjudged: '?' } as const;
export const verdictElement = ({ kind, text }: Pick<Verdict, 'kind' | 'text'>): string =>
  `<span class="verdict ${kind}"><span aria-hidden="true">${signs[kind]}</span> ${plain(text)}</span>`;

export function article(run: PageRun, detail: PageDetail): string {
  const { view, id, findings, shown, folded } = run;
  const draw = (chart: Chart, index: number): string =>
    chartElement(chart, chartId(run, index), detail, (number) => findingId(run, number));
  const more = folded.slice(0, detail.foldedCharts);
  return `<article id="${id}" aria-labelledby="${id}-title" tabindex="-1"><div class="top"><h2 id="${id}-title">${plain(titleOf(view))}</h2>${verdictElement(run.verdict)}</div>
<p class="facts">${plain(facts(view))}</p>
${findingList(run, findings)}
<div class="charts">${shown.map(draw).join('\n')}</div>
${moreCharts(
  more.map((chart, index) => draw(chart, shown.length + index)),
  folded.length,
)}
${series(view, detail)}
${tableOnDemand('Not enough data to judge', ['rule', 'subject', 'reason'], unjudged(view))}
${tableOnDemand(
  'Settings',
  ['name', 'value'],
  view.run.config.map(({ key, value }) => [key, String(value)]),
  detail.settings,
)}
</article>`;
}

function moreCharts(charts: readonly string[], all: number): string {
  if (charts.length === 0) return '';
  const name = charts.length < all ? `The first ${charts.length} of ${all} more charts` : `More charts (${all})`;
  return `<details><summary>${name}</summary><div class="charts">${charts.join('\n')}</div></details>`;
}

const series = ({ run }: RunView, { series: most }: PageDetail): string =>
  tableOnDemand(
    'Metrics',
    ['name', 'split', 'values', 'first', 'last', 'best', 'not finite'],
    run.series.map((each) => [
      each.name,
      each.split ?? '',
      String(each.count),
      figure(each.first?.value),
      figure(each.closing.value),
      figure(bestOf(each)?.value),
      String(each.nonFinite?.count ?? 0),
    ]),
    most,
  );

const unjudged = ({ outcomes }: RunView): string[][] =>
  outcomes.filter(({ outcome }) => outcome === 'unknown').map(({ rule, subject, because }) => [rule, subject, because ?? '']);

/** What kind of run it is, how far it came, and how it ended. */
export function facts({ run, tasks, example }: RunView): string {
  const { framework, reader, reached, status, ending } = run;
  const step = reached.step === undefined ? undefined : `${figure(reached.step)} ${reached.step === 1 ? 'step' : 'steps'}`;
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

function findingList(run: PageRun, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding, index) => {
    const place = [within(run.view.run.path, finding.at.file), lineOf(finding)].filter((part) => part !== '').join(':');
    return `<li id="${findingId(run, index + 1)}" tabindex="-1"><b class="number ${finding.severity}"><span>${index + 1}</span></b><b class="${finding.severity}">${finding.severity}</b><div>${message(finding.message)} <code>${plain(finding.rule)}</code><br><span class="place">${plain(place)}</span>${curveLink(run, finding)}</div></li>`;
  });
  return `<ol class="findings">${items.join('')}</ol>`;
}

/** A file's path from the folder of the run, or its name if it is the run. */
function within(folder: string, file: string): string {
  if (file === folder) return file.split('/').at(-1) ?? file;
  return folder !== '' && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
}

export function curveLink(run: PageRun, finding: Finding): string {
  const chart = chartOfFinding(run, finding);
  return chart === undefined ? '' : ` <a href="#${chart}">See its curve</a>`;
}
