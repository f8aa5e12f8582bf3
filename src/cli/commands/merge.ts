import { join } from 'node:path';
import { findRoot } from '../../config/places';
import { lint } from '../../engine/lint';
import { openProject } from '../../engine/project';
import { checkTogether, gather } from '../../engine/shard/gather';
import { configurationFlags, configurationOptions } from '../flags';
import { baselineOf } from '../lint/baseline';
import { lintFlags } from '../lint/flags';
import { exitCodeAfter, hintsOf, onlyErrors, viewOf } from '../lint/notes';
import { chooseReporters, report } from '../lint/outputs';
import { readShard } from '../lint/shards';
import { Args, Command } from '../oclif';
import { note } from '../output';

export default class Merge extends Command {
  static override summary = 'Make one report of those of all shards.';
  static override description =
    `FILES are reports by \`cvl lint --shard\`, in JSON or SARIF. The result is what one lint of everything reports, in the
format of the files unless --format says otherwise. It needs the same files as the shards, and the same --config and --rule.
Exit code: that of the one lint. 2 as well if a shard is missing, or looked at other files.`;
  static override examples = [
    '<%= config.bin %> lint --shard 2/3 --format json:shard-2.json',
    '<%= config.bin %> merge shard-*.json --format stylish --format sarif:cvl.sarif',
  ];
  static override strict = false;
  static override args = {
    files: Args.string({ description: 'Reports of all shards.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    ...configurationFlags,
    'fail-on': lintFlags['fail-on'],
    'max-warnings': lintFlags['max-warnings'],
    'allow-empty': lintFlags['allow-empty'],
    format: lintFlags.format,
    'output-file': lintFlags['output-file'],
    summary: lintFlags.summary,
    group: lintFlags.group,
    max: lintFlags.max,
    sort: lintFlags.sort,
    quiet: lintFlags.quiet,
    color: lintFlags.color,
    'no-baseline': lintFlags['no-baseline'],
    baseline: lintFlags.baseline,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Merge);
    const cwd = process.cwd();
    const shards = (argv as string[]).map((file) => readShard(file, cwd));
    const { asked } = checkTogether(shards, this.config.version);
    const root = findRoot(cwd);
    const project = await openProject({
      cwd,
      paths: asked.paths.map((path) => join(root, path)),
      ...configurationOptions(flags, this.config),
      ...(asked.tasks && { tasks: asked.tasks }),
    });
    const outputs = await chooseReporters(
      flags.format ?? [shards[0]?.format ?? 'json'],
      flags['output-file'],
      project.configuration,
    );
    const baseline = await baselineOf({ ...flags, 'write-baseline': false }, project.repository.root, cwd);
    const { finish, ...gathered } = gather(shards, project);
    const result = await lint({
      ...project,
      ...gathered,
      ...baseline?.options,
      inlineDirectives: asked.inlineDirectives,
      wholeRun: project.configuration.selected === undefined,
      version: this.config.version,
      today: new Date().toISOString().slice(0, 10),
    });
    finish();
    const shown = flags.quiet ? onlyErrors(result) : result;
    const isReported = await report(shown, outputs, { color: flags.color, cwd, view: viewOf(flags) });
    for (const line of [...hintsOf(project), ...(baseline?.hints() ?? [])]) await note(line);
    process.exitCode = await exitCodeAfter(result, project, { isWhole: isReported, mayBeEmpty: false, flags });
  }
}
