import { join, relative, resolve } from 'node:path';
import type { LintResult } from '../../api/finding';
import { type LintOptions, lint } from '../../engine/lint';
import { withoutKnown } from '../../engine/new-findings';
import { openProject, type Project } from '../../engine/project';
import type { Touched } from '../../engine/run-rules';
import { removeLeftoversAmong } from '../../files/temporary';
import type { LintedAndFixed } from '../../fix/lint-and-fix';
import { billQueries } from '../../model/bills';
import type { LintedRepository } from '../../model/repository';
import type { Revision } from '../../model/revision-tree';
import { describeStatistics } from '../../reporters/statistics';
import { visible, visibleText } from '../../reporters/text/visible';
import { configurationOptions } from '../flags';
import { baselineOf } from '../lint/baseline';
import { lintFlags } from '../lint/flags';
import { exitCodeAfter, hintsOf, onlyErrors, viewOf } from '../lint/notes';
import type { LintingOnChange } from '../lint/on-change';
import { chooseReporters, report } from '../lint/outputs';
import { comparedRevision, describeTouched, lintedRevision, type RevisionFlags, repositoryAt } from '../lint/revisions';
import { shardOf } from '../lint/shards';
import { Args, Command } from '../oclif';
import { note, write } from '../output';
import { createProgress } from '../progress';

export default class Lint extends Command {
  static override summary = 'Check the examples of a repository.';
  static override description =
    `PATHS are files or folders; the default is the current folder. Their repository is found by git or by its .cvlrc.
Exit code 0: no findings at or above the threshold. 1: findings. 2: wrong usage or configuration, a rule that crashed,
or a fix or a report that couldn't be written.`;
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint examples/perception --format stylish --format sarif:cvl.sarif',
    '<%= config.bin %> lint --rule docker/image:off --max-warnings 0',
    '<%= config.bin %> lint --write-baseline',
  ];
  static override strict = false;
  static override args = { paths: Args.string({ description: 'Files or folders to lint.', required: false, ignoreStdin: true }) };
  static override flags = lintFlags;

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Lint);
    const cwd = process.cwd();
    const progress = createProgress(process.stderr, flags.progress && !flags.stats);
    const overlay = await overlayOf(flags['stdin-filename']);
    const open = (at?: Revision) =>
      openProject({
        ...{ cwd, paths: argv as string[], late: true },
        ...configurationOptions(flags, this.config),
        ...(flags.task && { tasks: flags.task }),
        ...(overlay && { overlay }),
        ...(flags.shard !== undefined && { shard: shardOf(flags.shard) }),
        ...(at && { at }),
      });
    let project = await open(lintedRevision(flags));
    const outputs = await chooseReporters(flags.format ?? ['stylish'], flags['output-file'], project.configuration);
    const { root } = project.repository;
    const baseline = await baselineOf(flags, root, cwd);
    const common = {
      inlineDirectives: !flags['no-inline-directives'],
      wholeRun: project.configuration.selected === undefined && flags.shard === undefined,
      version: this.config.version,
      today: new Date().toISOString().slice(0, 10),
      progress: progress.show,
    };
    let changes: string | undefined;
    const context = { flags, config: this.config, cwd, open, options: { ...baseline?.options, ...common } };
    const lintProject = async (): Promise<LintResult> => {
      const linted = await lintOnce(project, context);
      changes = linted.changes;
      return linted.result;
    };
    const lintAgain = async (): Promise<LintResult> => {
      project = await open();
      return lintProject();
    };
    const view = viewOf(flags);
    const show = (result: LintResult): Promise<boolean> =>
      report(flags.quiet ? onlyErrors(result) : result, outputs, { color: flags.color, cwd, view });
    if (flags.watch) return onChange({ root, unwatched: flags['cache-location'], lint: lintAgain, show, clear: progress.clear });
    const isFixing = (flags.fix || flags['fix-unsafe']) && !flags['fix-dry-run'] && !overlay;
    const { result, unwritten } = isFixing
      ? await fixAll(project, lintAgain, flags['fix-unsafe'])
      : { result: await lintProject(), unwritten: [] };
    progress.clear();

    if (flags['fix-dry-run']) return showFixes(result, flags['fix-unsafe']);
    if (flags['write-baseline'] && baseline && !result.crashed) return write(`${await baseline.extend(project)}\n`);
    const pruned = flags['prune-baseline'] && !result.crashed ? await baseline?.prune() : undefined;
    const isReported = await show(result);
    const known = pruned === undefined ? (overlay ? [] : (baseline?.hints() ?? [])) : [pruned];
    const notes = [
      ...unwritten.map(({ file, reason }) => visible(`${relative(cwd, join(root, file))} is not fixed. ${reason}`)),
      ...hintsOf(project),
      ...(changes === undefined ? [] : [changes]),
      ...known,
      ...(flags['write-baseline'] ? ['The baseline is not written, because a rule crashed.'] : []),
      ...(flags.stats ? [describeStatistics(result).trimEnd()] : []),
    ];
    for (const line of notes) await note(line);
    process.exitCode = await exitCodeAfter(result, project, {
      isWhole: isReported && unwritten.every(({ refused }) => refused),
      mayBeEmpty: overlay !== undefined || changes !== undefined || flags.shard !== undefined,
      flags,
    });
  }
}

const onChange = async ({
  unwatched,
  ...linting
}: Omit<LintingOnChange, 'ignored'> & { readonly unwatched?: string | undefined }) =>
  (await import('../lint/on-change')).lintOnChange({ ...linting, ignored: unwatched && resolve(unwatched) });

interface OnceContext {
  readonly flags: RevisionFlags & {
    readonly cache: boolean;
    readonly 'cache-location'?: string | undefined;
    readonly stats: boolean;
  };
  readonly config: { readonly root: string; readonly cacheDir: string };
  readonly cwd: string;
  /** Opens the project at another revision. */
  open(at: Revision | undefined): Promise<Project>;
  readonly options: Omit<LintOptions, keyof Project>;
}

/** Lints, with what is kept. Where a commit is compared with, `changes` says how much rests on the difference. */
async function lintOnce(
  project: Project,
  context: OnceContext,
): Promise<{ readonly result: LintResult; readonly changes?: string | undefined }> {
  const { flags, open, options } = context;
  if (flags.stats) billQueries();
  const revision = comparedRevision(flags);
  if (revision) await project.ready(); // questions are asked of two trees at once
  const before = revision && repositoryAt(project, revision);
  const kept = await cacheOf(project, context, before);
  let changes: string | undefined;
  const changed = (touched: Touched): void => void (changes = describeTouched(touched, project, flags));
  const result = await lint({ ...project, ...options, ...(kept && { kept }), ...(before && { changed }) });
  kept?.save();
  if (flags['new-since'] === undefined || result.findings.length === 0) return { result, changes };
  const { baseline: _, compared: _compared, ...plain } = options;
  return { result: withoutKnown(result, await lint({ ...(await open(revision)), ...plain })), changes };
}

/** Timings are those of work that is done. What isn't on disk is never the same as before. */
async function cacheOf(project: Project, { flags, config, cwd, options }: OnceContext, before: LintedRepository | undefined) {
  const isOff = !flags.cache || flags.stats || flags.staged || flags.rev !== undefined;
  if (isOff && !before) return undefined;
  const { openCache } = await import('../lint/cache');
  return openCache(project, {
    packageRoot: config.root,
    folder: config.cacheDir,
    location: flags['cache-location'],
    cwd,
    today: options.today,
    before,
    isOff,
  });
}

async function overlayOf(file: string | undefined): Promise<{ readonly file: string; readonly text: string } | undefined> {
  if (file === undefined) return undefined;
  const { standardInput } = await import('../lint/standard-input');
  return { file, text: await standardInput() };
}

async function fixAll({ repository }: Project, lintOnce: () => Promise<LintResult>, unsafe: boolean): Promise<LintedAndFixed> {
  removeLeftoversAmong(
    repository.root,
    repository.files.map(({ path }) => path),
  );
  return (await import('../../fix/lint-and-fix')).lintAndFix(lintOnce, { unsafe });
}

/** Prints what `--fix` would change, as a diff. There is something to do, or not: as with a formatter, exit code 1 says so. */
async function showFixes(result: LintResult, unsafe: boolean): Promise<void> {
  const [{ applyFixes }, { describeFixes }, { fixable }] = await Promise.all([
    import('../../fix/edits'),
    import('../../fix/diff'),
    import('../../fix/lint-and-fix'),
  ]);
  const { texts } = applyFixes(fixable(result.findings, { unsafe }), result.text);
  await write(visibleText(describeFixes(texts, result.text)));
  process.exitCode = result.crashed ? 2 : texts.size > 0 ? 1 : 0;
}
