import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { findRoot } from '../../config/places';
import type { Configuration } from '../../config/types';
import { lint } from '../../engine/lint';
import { outcomesOf } from '../../engine/outcomes';
import { openProject, type Project } from '../../engine/project';
import { type RunView, runOf } from '../../reporters/runs/view';
import { configurationFlags, configurationOptions } from '../flags';
import { Args, Command, Flags } from '../oclif';
import { toFile, wantsColor, write } from '../output';

export default class Runs extends Command {
  static override summary = 'Show training runs: their curves, how they ended, and what the rules report about them.';
  static override description =
    `PATHS are examples, run folders, or logs; the default is the current folder. No example.yaml is needed: name the task with --task.
The exit code is 0 unless the usage is wrong; use cvl lint to fail on findings.`;
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
      openProject({ cwd, paths, ...configurationOptions(flags), ...(flags.task && { tasks: flags.task }) });
    const view = async (paths: readonly string[]): Promise<readonly RunView[]> =>
      viewRuns(await open(paths), this.config.version);
    const views =
      compare === undefined
        ? (await inTurn(byRepository(argv as string[], cwd), view)).flat()
        : await inTurn(compare, async (path) => theOnly(await view([path]), path));
    const text = await render(views, compare !== undefined, {
      format: flags.format,
      all: flags.all,
      color: wantsColor(flags['output-file'] === undefined ? flags.color : (flags.color ?? false), process.env, process.stdout),
      ...(process.stdout.isTTY && flags['output-file'] === undefined && { width: process.stdout.columns }),
    });
    if (flags['output-file'] === undefined) await write(text);
    else await toFile(realpathSync(findRoot(cwd)), resolve(cwd, flags['output-file']), text);
  }
}

/** All runs below the paths with the findings of the rules of their scope, after suppressions as in `cvl lint`. */
async function viewRuns({ repository, configuration, paths }: Project, version: string): Promise<readonly RunView[]> {
  const artifacts = await repository.runs(paths);
  const result = await lint({
    repository,
    configuration: onlyRunRules(configuration),
    paths,
    version,
    today: new Date().toISOString().slice(0, 10),
    wholeRun: false,
  });
  const runs = artifacts.map(({ run }) => run);
  const owners = result.findings.map((finding) => ({ finding, owner: runOf(finding, runs) }));
  return artifacts.map((artifact, index) => {
    const { run, example, tasks, declaredTasks } = artifact;
    const named = declaredTasks.length > 0 ? declaredTasks : run.task === undefined ? [] : [run.task];
    return {
      run,
      ...(run.path === '' && { title: basename(repository.root) }),
      ...(example && { example: example.folder }),
      tasks: tasks.size > 0 ? [...tasks] : named,
      findings: owners.filter(({ owner }) => owner === index).map(({ finding }) => finding),
      outcomes: outcomesOf(artifact, configuration),
    };
  });
}

function onlyRunRules(configuration: Configuration): Configuration {
  const rules = new Map([...configuration.rules].filter(([, { rule }]) => rule.scope === 'run'));
  return { ...configuration, rules, canBeOn: (id) => rules.has(id) && configuration.canBeOn(id) };
}

/** The paths by the repository that they are in: outside of one, each folder is on its own. */
function byRepository(paths: readonly string[], cwd: string): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const root = existsSync(absolute) ? findRoot(realpathSync(absolute)) : absolute;
    groups.set(root, [...(groups.get(root) ?? []), path]);
  }
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
