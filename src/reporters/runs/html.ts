import { createHash } from 'node:crypto';
import { plural } from '../summary';
import { chartOf } from './charts';
import { type Comparison, settingCounts } from './compare';
import { article, facts, type PageDetail, type PageRun, pageRun, verdictElement } from './page/article';
import { chartElement } from './page/chart';
import { plain, table } from './page/elements';
import { faults, index } from './page/overview';
import { script } from './page/script';
import { style } from './page/style';
import { bestOf, figure, type RunView, titleOf, type Verdict, verdictOf } from './view';

/** Up to so many runs have all their charts. A page of more runs would be too large to open. */
const fewRuns = 20;
const full: PageDetail = { charts: 12, foldedCharts: 24, columns: 400, rows: 80, series: 200, settings: 500 };
const brief: PageDetail = { charts: 6, foldedCharts: 0, columns: 120, rows: 24, series: 40, settings: 60 };

const severity: { readonly [kind in Verdict['kind']]: number } = { error: 0, warning: 1, unjudged: 2, sound: 3 };

/** `version_2` comes before `version_10`. */
const natural = new Intl.Collator('en', { numeric: true });

const weight = ({ findings }: RunView): number =>
  findings.reduce((sum, { severity: each }) => sum + (each === 'error' ? 1000 : each === 'warning' ? 1 : 0), 0);

/** All runs as one page that needs nothing else: what is wrong, an index, and each run. Text from logs is escaped. */
export function runsAsHtml(views: readonly RunView[]): string {
  const detail = views.length > fewRuns ? brief : full;
  const runs = views
    .toSorted(
      (a, b) =>
        severity[verdictOf(a).kind] - severity[verdictOf(b).kind] ||
        weight(b) - weight(a) ||
        natural.compare(titleOf(a), titleOf(b)),
    )
    .map((view, place) => pageRun(view, `run-${place + 1}`, detail));
  const body = runs.map((run) => article(run, detail)).join('\n');
  const overview = runs.length > 1 ? `${faults(runs)}\n${index(runs)}\n` : '';
  const shown = detail === brief ? `<div class="brief">${body}</div>` : body;
  return page(
    plural(views.length, 'training run'),
    runs.length === 0 ? '<p>No runs were found.</p>' : overview + shown,
    counts(runs),
  );
}

function counts(runs: readonly PageRun[]): string {
  if (runs.length < 2) return '';
  const words = [
    ['error', 'with errors'],
    ['warning', 'with warnings'],
    ['unjudged', 'not judged'],
    ['sound', 'without problems'],
  ] as const;
  return words
    .map(([kind, text]) => [runs.filter(({ verdict }) => verdict.kind === kind).length, kind, text] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind, text]) => `<span class="${kind}">${count} ${text}</span>`)
    .join(', ');
}

export function comparisonAsHtml(comparison: Comparison): string {
  const { left, right, series, settings } = comparison;
  const charts = series.flatMap(({ label, left: a, right: b }, place) => {
    const both = [a, b].flatMap((each, index) => (each && each.count > 1 ? [{ each, side: 'AB'[index]! }] : []));
    if (both.length === 0) return [];
    const chart = chartOf(
      label,
      both.map(({ each }) => each),
      [],
      both.map(({ side }) => side),
    );
    return chartElement(chart, `chart-${place + 1}`, full, () => '', 2);
  });
  const values = series.map(({ label, left: a, right: b, change, better }) => [
    label,
    ...[a, b].map((each) =>
      each === undefined ? '–' : `${figure(each.closing.value)}${bestOf(each) ? ` (best ${figure(bestOf(each)?.value)})` : ''}`,
    ),
    change === undefined ? '' : `${change >= 0 ? '+' : ''}${(100 * change).toFixed(1)}%`,
    better === undefined ? '' : better === 'left' ? 'A' : 'B',
  ]);
  const body = `<article><h2>A ${plain(titleOf(left))}</h2>${verdictElement(verdictOf(left))}<p class="facts">${plain(facts(left))}</p>
<h2>B ${plain(titleOf(right))}</h2>${verdictElement(verdictOf(right))}<p class="facts">${plain(facts(right))}</p>
${table('Metrics', ['metric', 'A', 'B', 'B − A', 'better'], values)}
<div class="charts">${charts.join('\n')}</div>
<h2>${settingCounts(comparison)}</h2>
${table(
  'Settings that differ',
  ['setting', 'A', 'B'],
  settings.map(({ key, left: a, right: b }) => [key, a ?? '–', b ?? '–']),
)}</article>`;
  return page('Two training runs', body, '');
}

/** Only the page's own script runs, whatever gets into its text. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; img-src data:`;

/** A whole page. `body` and `summary` are HTML. `by`: the command that made it. */
export const page = (title: string, body: string, summary: string, by = 'cvl runs'): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${plain(title)}</title><style>${style}</style></head>
<body><a class="skip" href="#main">Skip to the content</a><header><h1>${plain(title)}</h1><p>${summary}</p><button id="theme" type="button" hidden>Light or dark</button></header>
<main id="main" tabindex="-1">
${body}
</main><footer>Generated by ${by}</footer>
<script>${script}</script></body></html>
`;
