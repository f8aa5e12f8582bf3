import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { findRoot } from '../../config/places';
import { openProject, type Project } from '../../engine/project';
import type { RunView } from '../../reporters/runs/view';
import { groupBy } from '../../text/group-by';
import { configurationFlags, configurationOptions } from '../flags';
import { Args, Command, Flags } from '../oclif';
import { terminalWidth, toFile, wantsColor, write } from '../output';
import { viewsOf } from '../run-views';

export default class Runs extends Command {
  static override summary = 'Show training runs: their curves, how they ended, and what is wrong with them.';
  static override description =
    `PATHS are examples, run folders, or logs; the default is the current folder. No example.yaml is needed: name the task with --task.
The exit code is 0 unless the usage is wrong or a rule crashed; use cvl lint to fail on findings.`;
  static override examples = [
    '<%= config.bin %> runs',
    '<%= config.bin %> runs lightning_logs --task image_classification',
    '<%= config.bin %> runs examples/perception --format html --output-file runs.html',
    '<%= config.bin %> runs --compare lightning_logs/version_0 lightning_logs/version_1',
  ];
  static override strict = false;
  static override args = {
    paths: Args.string({ description: 'Examples, run folders, or logs.', required: false, ignoreStdin: true }),
  };
  static override flags = {
    ...configurationFlags,
    format: Flags.option({ options: ['table', 'json', 'html'] as const })({
      char: 'f',
      default: 'table',
      description: 'Output format.',
    }),
    'output-file': Flags.string({ char: 'o', helpValue: 'FILE', description: 'Write to this file.' }),
    compare: Flags.string({
      multiple: true,
      helpValue: 'A B',
      description: 'Show two runs side by side: values, settings, curves.',
    }),
    task: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TASK',
      description: 'Treat the runs as this task instead of what the metadata says.',
    }),
    all: Flags.boolean({ description: 'Show the series that the table folds, such as times and learning rates.' }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Runs);
    const { compare } = flags;
    if (compare !== undefined && compare.length !== 2) throw new ConfigurationError('--compare needs two runs: --compare A B.');
    const cwd = process.cwd();
    const open = (paths: readonly string[]): Promise<Project> =>
      openProject({ cwd, paths, ...configurationOptions(flags, this.config), ...(flags.task && { tasks: flags.task }) });
    const view = async (paths: readonly string[]): Promise<readonly RunView[]> => viewsOf(await open(paths), this.config.version);
    const views =
      compare === undefined
        ? (await inTurn(byRepository(argv as string[], cwd), view)).flat()
        : await inTurn(compare, async (path) => theOnly(await view([path]), path));
    const width = flags['output-file'] === undefined ? terminalWidth() : undefined;
    const text = await render(views, compare !== undefined, {
      format: flags.format,
      all: flags.all,
      color: wantsColor(flags['output-file'] === undefined ? flags.color : (flags.color ?? false), process.env, process.stdout),
      ...(width !== undefined && { width }),
    });
    if (flags['output-file'] === undefined) await write(text);
    else await toFile(realpathSync(findRoot(cwd)), resolve(cwd, flags['output-file']), text);
  }
}

/** The paths by the repository that they are in: outside of one, each folder is on its own. */
function byRepository(paths: readonly string[], cwd: string): readonly (readonly string[])[] {
  const groups = groupBy(paths, (path) => {
    const absolute = resolve(cwd, path);
    return existsSync(absolute) ? findRoot(realpathSync(absolute)) : absolute;
  });
  return groups.size === 0 ? [[]] : [...groups.values()];
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

function theOnly(found: readonly RunView[], name: string): RunView {
  const [first] = found;
  if (first !== undefined && found.length === 1) return { ...first, title: name };
  const runs = found.map(({ run }) => run.path || '.').slice(0, 5);
  throw new ConfigurationError(
    found.length === 0 ? `${name} holds no run.` : `${name} holds ${found.length} runs. Name one of them: ${runs.join(', ')}.`,
  );
}

interface RenderOptions {
  readonly format: 'table' | 'json' | 'html';
  readonly color: boolean;
  readonly all: boolean;
  readonly width?: number;
}

async function render(views: readonly RunView[], isComparison: boolean, options: RenderOptions): Promise<string> {
  const [left, right] = views;
  if (isComparison && left !== undefined && right !== undefined) {
    const { compareRuns, comparisonAsJson, comparisonAsTable } = await import('../../reporters/runs/compare');
    const comparison = compareRuns(left, right);
    if (options.format === 'html') return (await import('../../reporters/runs/html')).comparisonAsHtml(comparison);
    return options.format === 'json' ? comparisonAsJson(comparison) : comparisonAsTable(comparison, options);
  }
  if (options.format === 'html') return (await import('../../reporters/runs/html')).runsAsHtml(views);
  if (options.format === 'json') return (await import('../../reporters/runs/json')).runsAsJson(views);
  return (await import('../../reporters/runs/table')).runsAsTable(views, options);
}
