import type { Finding } from '../../../api/finding';
import { plural } from '../../summary';
import { sparkline } from '../../text/sparkline';
import { drawnValues } from '../curve-rows';
import { foldSeries, titledSeries } from '../titles';
import { titleOf } from '../view';
import { curveLink, facts, findingId, type PageRun, verdictElement } from './article';
import { message, plain } from './elements';

/** One rule's findings in all runs. */
interface Fault {
  readonly severity: Finding['severity'];
  readonly found: readonly { readonly run: PageRun; readonly finding: Finding }[];
}

/** Links of one fault that are shown at once. The rest opens on demand. */
const mostLinks = 3;

/** What is wrong, by kind, the most severe and then the commonest first. Notes of severity info are left to each run. */
export function faults(runs: readonly PageRun[]): string {
  const groups = new Map<string, Fault>();
  for (const run of runs) {
    for (const finding of run.findings) {
      if (finding.severity === 'info') continue;
      const key = kindOf(finding);
      const { found = [] } = groups.get(key) ?? {};
      if (found.some((other) => other.run === run)) continue;
      groups.set(key, { severity: finding.severity, found: [...found, { run, finding }] });
    }
  }
  const rank = ({ severity }: Fault): number => (severity === 'error' ? 0 : 1);
  const sorted = [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.found.length - a.found.length);
  const list =
    sorted.length === 0 ? '<p>No rule reports a problem.</p>' : `<ol class="faults">${sorted.map(faultItem).join('\n')}</ol>`;
  return `<section aria-labelledby="wrong"><h2 id="wrong">What is wrong</h2>${list}</section>`;
}

/** Findings of one kind have one remedy: those of a rule, but each kind of failure by itself, and each exception. */
function kindOf({ severity, rule, messageId, evidence, message: text }: Finding): string {
  const kind = typeof evidence?.['kind'] === 'string' ? evidence['kind'] : '';
  return [severity, rule, messageId, kind, kind === 'traceback' || kind === 'error' ? text : ''].join('\n');
}

function faultItem({ severity, found }: Fault): string {
  const links = found.map(
    ({ run, finding }) =>
      `<li><a href="#${findingId(run, run.findings.indexOf(finding) + 1)}">${plain(titleOf(run.view))}</a>${curveLink(run, finding)}</li>`,
  );
  const { finding } = found[0]!;
  const rest = links.slice(mostLinks);
  const more =
    rest.length === 0 ? '' : `<details class="links"><summary>${rest.length} more</summary><ul>${rest.join('')}</ul></details>`;
  const example = found.length > 1 ? ', for example' : '';
  return `<li><p><b class="${severity}">${severity}</b> <code>${plain(finding.rule)}</code> in ${plural(found.length, 'run')}${example}: ${message(finding.message)}</p><ul>${links.slice(0, mostLinks).join('')}</ul>${more}</li>`;
}

/** All runs as a table, in the order of the page. */
export function index(runs: readonly PageRun[]): string {
  const rows = runs.map((run) => {
    const main = foldSeries(titledSeries(run.view.run)).shown.find(({ series }) => series.kind === 'history' && series.count > 1);
    const curve =
      main === undefined
        ? ''
        : `<span class="spark" role="img" aria-label="${plain(main.label)}">${sparkline(drawnValues(main.series), 16)}</span>${plain(main.label)}`;
    const { kind, short, reason } = run.verdict;
    const about = reason === undefined ? '' : `<br>${plain(reason)}`;
    return `<tr><td>${verdictElement({ kind, text: short })}</td><th scope="row"><a href="#${run.id}">${plain(titleOf(run.view))}</a></th><td class="wide">${plain(facts(run.view))}${about}</td><td class="curve">${curve}</td></tr>`;
  });
  return `<nav aria-labelledby="index"><h2 id="index">Runs</h2><table class="index"><thead><tr><th scope="col">Verdict</th><th scope="col">Run</th><th scope="col" class="wide">About</th><th scope="col" class="curve">Main curve</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></nav>`;
}
