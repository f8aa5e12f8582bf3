import { page } from '../../reporters/runs/html';
import { chartElement } from '../../reporters/runs/page/chart';
import { message, plain, table, tableOnDemand } from '../../reporters/runs/page/elements';
import { plural } from '../../reporters/summary';
import { chartsOfCurves } from './curves';
import { type Evidence, type Step, stepTitle } from './evidence';

const looks = {
  passed: 'sound',
  failed: 'error',
  warning: 'warning',
  unknown: 'unjudged',
  skipped: 'unjudged',
  interrupted: 'warning',
  incomplete: 'warning',
} as const;
const signs = { sound: '✓', error: '✖', warning: '!', unjudged: '?' } as const;

/** Verifications as one page that needs nothing else. All text is escaped. */
export function evidenceAsHtml(all: readonly Evidence[]): string {
  const order = { failed: 0, incomplete: 1, passed: 2 };
  const sorted = all.toSorted((a, b) => order[a.verdict] - order[b.verdict]);
  const body = sorted.map((evidence, index) => article(evidence, `example-${index + 1}`)).join('\n');
  const title = all.length === 1 ? `Verification of ${all[0]?.example}` : `Verification of ${plural(all.length, 'example')}`;
  return page(title, (all.length > 1 ? index(sorted) : '') + (body || '<p>There is no evidence.</p>'), counts(all), 'cvl verify');
}

const verdict = (text: keyof typeof looks): string =>
  `<span class="verdict ${looks[text]}"><span aria-hidden="true">${signs[looks[text]]}</span> ${plain(text)}</span>`;

const counts = (all: readonly Evidence[]): string =>
  (['failed', 'incomplete', 'passed'] as const)
    .map((kind) => [kind, all.filter((each) => each.verdict === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `<span class="${looks[kind]}">${count} ${kind}</span>`)
    .join(', ');

function index(all: readonly Evidence[]): string {
  const rows = all.map(
    ({ example, verdict: each, ended, steps }, place) =>
      `<tr><td>${verdict(each)}</td><th scope="row"><a href="#example-${place + 1}">${plain(example)}</a></th><td>${message(causeIn(steps))}</td><td>${plain(ended.slice(0, 10))}</td></tr>`,
  );
  return `<nav aria-labelledby="index"><h2 id="index">Examples</h2><table class="index"><thead><tr><th scope="col">Verdict</th><th scope="col">Example</th><th scope="col">Cause</th><th scope="col">Day</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></nav>\n`;
}

/** What the first failed step says. */
const causeIn = (steps: readonly Step[]): string => steps.find((step) => step.verdict === 'failed')?.summary ?? '';

function article(evidence: Evidence, id: string): string {
  const { example, steps, extent, machine, commit, uncommitted, started, ended, interrupted } = evidence;
  const variables = Object.entries(extent.variables).map(([name, value]) => `${name}=${value}`);
  const gpus = machine.gpus.map(({ name, memoryMib }) =>
    memoryMib === null ? name : `${name}, ${Math.round(memoryMib / 1024)} GB`,
  );
  const facts = [
    commit === undefined
      ? undefined
      : `commit ${commit.slice(0, 12)}${uncommitted.length > 0 ? ` and ${plural(uncommitted.length, 'uncommitted file')}` : ''}`,
    `${started.slice(0, 19).replace('T', ' ')} to ${ended.slice(11, 19)} UTC`,
    machine.engine,
    gpus.length > 0 ? gpus.join('; ') : 'no GPU',
    variables.length > 0 ? `limited by ${variables.join(' ')}` : undefined,
    interrupted,
  ].filter((text) => text !== undefined);
  const charts = steps.flatMap(({ curves }) => chartsOfCurves(curves));
  const drawn = charts.map((chart, place) =>
    chartElement(chart, `${id}-chart-${place + 1}`, { columns: 300, rows: 60 }, () => ''),
  );
  return `<article id="${id}" aria-labelledby="${id}-title"><div class="top"><h2 id="${id}-title">${plain(example)}</h2>${verdict(evidence.verdict)}</div>
<p class="facts">${plain(facts.join(' · '))}</p>
<table class="index"><caption class="unseen">Steps</caption><thead><tr><th scope="col">Verdict</th><th scope="col">Step</th><th scope="col">What was found</th><th scope="col">Time</th></tr></thead><tbody>${steps.map(row).join('\n')}</tbody></table>
<div class="charts">${drawn.join('\n')}</div>
${steps.map(details).join('\n')}
</article>`;
}

const row = (step: Step): string =>
  `<tr><td>${verdict(step.verdict)}</td><th scope="row">${plain(stepTitle(step))}</th><td>${message(step.summary)}</td><td>${step.seconds > 0 ? `${step.seconds} s` : ''}</td></tr>`;

function details(step: Step): string {
  const title = stepTitle(step);
  const problems = step.problems.map(
    ({ severity, check, message: text, place }) =>
      `<li><b class="${plain(severity)}">${plain(severity)}</b> ${message(text)} <code>${plain(check)}</code> <span class="place">${plain(place ?? '')}</span></li>`,
  );
  const list = problems.length === 0 ? '' : `<h3>Findings of ${plain(title)}</h3><ul>${problems.join('')}</ul>`;
  const isShort = step.step === 'container' && step.facts.length > 0;
  const facts = isShort
    ? `<h3>${plain(title)}</h3>${table(title, ['fact', 'value'], step.facts)}`
    : tableOnDemand(`Facts of ${title}`, ['fact', 'value'], step.facts);
  const logs =
    step.logs.length === 0
      ? ''
      : `<p class="facts">Logs: ${step.logs.map((log) => `<code>${plain(`logs/${log}`)}</code>`).join(', ')}</p>`;
  return `${list}${facts}${logs}`;
}
