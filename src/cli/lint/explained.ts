import type { ExplainedResult, RestedOn } from '../../engine/cache/explain';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { groupBy } from '../../text/group-by';

/** What questions are about, for people. Others are shown by their names. */
const titles: { readonly [question: string]: string } = {
  'repository.source': 'texts of files',
  'repository.content': 'contents of logs and tables',
  'repository.unreadable': 'files without a text',
  'repository.size': 'sizes of files',
  'repository.kind': 'what is at paths',
  'repository.kindElsewhere': 'what is at paths elsewhere',
  'repository.list': 'names in folders',
  'repository.importableIn': 'modules in folders',
  'repository.namesIn': 'names in folders, without ignored ones',
  'repository.hasFiles': 'folders with files',
  'repository.filesBelow': 'files below folders',
  'repository.entry': 'how git lists files',
  'repository.files': 'which files there are',
  'repository.isGit': 'whether it is a git checkout',
  'repository.exampleFolders': 'where examples are',
  'repository.exampleFolder': 'what makes folders examples',
  'repository.exampleFolderOf': 'which example has a path',
  'repository.examplesBelow': 'examples below folders',
  'repository.filesOfExample': 'files of examples',
  'repository.filesNaming': 'which files name an image',
  'repository.scriptsBuilding': 'which scripts build an image',
  'repository.unsaved': 'texts that are not saved',
};

/** How many of a kind are shown. */
const mostShown = 12;

/** Explains results in full. */
export const explainResults = (results: readonly ExplainedResult[]): string =>
  results
    .map((result) => {
      const { state, changed, restsOn } = result;
      const rests = state === 'none' ? '' : `  It rests on:\n${grouped(restsOn)}`;
      return `${headOf(result)}\n  ${stateOf(result)}\n${changed.length > 0 ? grouped(changed) : ''}${rests}`;
    })
    .join('\n');

/** How many results are used again, and for each other one what has changed first. */
export function summarizeResults(results: readonly ExplainedResult[]): string {
  const isSame = ({ state }: ExplainedResult): boolean => state === 'same';
  const others = results.filter((result) => !isSame(result));
  if (results.every(({ state }) => state === 'none'))
    return 'No results are kept for this version of cvl and this configuration.\n';
  const head = `${results.length - others.length} of ${plural(results.length, 'result')} are used again.`;
  return [head, ...others.map((result) => `${headOf(result)}: ${stateOf(result)}${firstOf(result.changed)}`)]
    .join('\n')
    .concat('\n');
}

const headOf = ({ unit: { kind, path, rule } }: ExplainedResult): string =>
  visible(rule === undefined ? `${path || '.'} (${kind})` : `${rule} (${kind})`);

function stateOf({ state, changed }: ExplainedResult): string {
  if (state === 'same') return 'Used again, because nothing that it rests on has changed.';
  if (state === 'none') return 'Nothing is kept.';
  return changed.length === 0 ? 'Judged again, because it asks for the day.' : 'Judged again, because of a change:';
}

const firstOf = ([first]: readonly RestedOn[]): string =>
  first ? visible(` ${titles[first.question] ?? first.question}: ${first.about || '.'}`) : '';

const grouped = (all: readonly RestedOn[]): string =>
  [...groupBy(all, ({ question }) => titles[question] ?? question)]
    .map(([title, group]) => {
      const shown = group.slice(0, mostShown).map(({ about }) => about || '.');
      const others = group.length > mostShown ? `, and ${group.length - mostShown} more` : '';
      return visible(`    ${title} (${group.length}): ${shown.join(', ')}${others}`).concat('\n');
    })
    .join('');
