import { fstatSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { LintResult } from '../../api/finding';
import type { Reporter, ReporterOptions } from '../../api/reporter';
import type { Severity } from '../../api/rule';
import { ConfigurationError } from '../../config/errors';
import type { Configuration } from '../../config/types';
import { lint } from '../../engine/lint';
import { openProject, type Project } from '../../engine/project';
import { exitCodeOf } from '../../engine/verdict';
import { reasonOf, WriteError } from '../../files/problem';
import { removeLeftoversAmong } from '../../files/temporary';
import type { LintedAndFixed } from '../../fix/lint-and-fix';
import { builtinReporters, loadReporter } from '../../reporters/index';
import { describeStatistics } from '../../reporters/statistics';
import { visible } from '../../reporters/text/visible';
import { closest } from '../../text/closest';
import { question } from '../../text/sentence';
import { configurationFlags, configurationOptions } from '../flags';
import { Args, Command, Flags } from '../oclif';
import { note, toEndOfFile, toFile, wantsColor, write } from '../output';
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
  ];
  static override strict = false;
  static override args = { paths: Args.string({ description: 'Files or folders to lint.', required: false, ignoreStdin: true }) };
  static override flags = {
    format: Flags.string({
      char: 'f',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME[:FILE]',
      description: `Report format, with an optional file to write to; may be repeated. ${Object.keys(builtinReporters).join(', ')}, or one from a plugin.`,
    }),
    'output-file': Flags.string({
      char: 'o',
      helpValue: 'FILE',
      description: 'Write to this file the report of a format that names no file.',
    }),
    ...configurationFlags,
    quiet: Flags.boolean({ char: 'q', description: 'Report errors only.' }),
    'max-warnings': Flags.integer({ min: 0, helpValue: 'N', description: 'Exit with 1 if there are more warnings.' }),
    'fail-on': Flags.option({ options: ['error', 'warning', 'info'] as const })({
      default: 'error',
      description: 'The lowest severity that sets exit code 1.',
    }),
    task: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TASK',
      description: 'Treat training runs as this task instead of what the metadata says.',
    }),
    fix: Flags.boolean({ description: 'Apply automatic fixes, then report what is left.' }),
    'fix-dry-run': Flags.boolean({
      exclusive: ['fix'],
      description: 'Print automatic fixes as a diff instead of a report, and write nothing.',
    }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
    stats: Flags.boolean({ description: 'Print timings to standard error.' }),
    progress: Flags.boolean({ allowNo: true, default: true, description: 'Show a progress line on a terminal.' }),
    'stdin-filename': Flags.string({ helpValue: 'FILE', description: 'Read standard input instead of this file.' }),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Lint);
    const cwd = process.cwd();
    const overlaid = flags['stdin-filename'];
    const progress = createProgress(process.stderr, flags.progress && !flags.stats);
    const overlay = overlaid === undefined ? undefined : { file: overlaid, text: await standardInput() };
    const open = () =>
      openProject({
        cwd,
        paths: argv as string[],
        ...configurationOptions(flags, this.config),
        ...(flags.task && { tasks: flags.task }),
        ...(overlay && { overlay }),
      });
    let project = await open();
    const outputs = await chooseReporters(flags.format ?? ['stylish'], flags['output-file'], project.configuration);
    const lintProject = (): Promise<LintResult> =>
      lint({ ...project, version: this.config.version, today: new Date().toISOString().slice(0, 10), progress: progress.show });
    const lintAgain = async (): Promise<LintResult> => {
      project = await open();
      return lintProject();
    };
    const { result, unwritten } =
      flags.fix && !overlay ? await fixAll(project, lintAgain) : { result: await lintProject(), unwritten: [] };
    progress.clear();

    if (flags['fix-dry-run']) {
      await write(await diffOfFixes(result));
      process.exitCode = result.crashed ? 2 : 0;
      return;
    }
    const isReported = await report(flags.quiet ? onlyErrors(result) : result, outputs, flags.color, cwd);
    for (const { file, reason } of unwritten)
      await note(visible(`${relative(cwd, join(result.root, file))} is not fixed. ${reason}`));
    const { gitRefusal } = project.repository.tree;
    if (gitRefusal !== undefined) await note(`hint: ${visible(gitRefusal)}`);
    for (const hint of hintsOf(project)) await note(hint);
    if (flags.stats) await note(describeStatistics(result).trimEnd());
    const isWhole = isReported && unwritten.every(({ refused }) => refused);
    const threshold = { failOn: flags['fail-on'] as Severity, maxWarnings: flags['max-warnings'] };
    process.exitCode = isWhole ? exitCodeOf(result, threshold) : 2;
  }
}

async function fixAll({ repository }: Project, lintOnce: () => Promise<LintResult>): Promise<LintedAndFixed> {
  removeLeftoversAmong(
    repository.root,
    repository.files.map(({ path }) => path),
  );
  return (await import('../../fix/lint-and-fix')).lintAndFix(lintOnce);
}

async function diffOfFixes(result: LintResult): Promise<string> {
  const [{ applyFixes }, { describeFixes }] = await Promise.all([import('../../fix/edits'), import('../../fix/diff')]);
  return describeFixes(applyFixes(result.findings, result.text).texts, result.text);
}

/** Writes every report that can be written. False: one couldn't, and standard error says why. */
async function report(result: LintResult, outputs: readonly Output[], color: boolean | undefined, cwd: string): Promise<boolean> {
  let isWhole = true;
  const attempt = async (act: Promise<void>): Promise<void> => {
    try {
      await act;
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      isWhole = false;
      await note(visible(error.message));
    }
  };
  for (const { reporter, file } of outputs) {
    const options = reporterOptions(color, file !== undefined, cwd);
    const text = await reportOf(reporter, result, options);
    isWhole &&= text !== undefined;
    if (text === undefined) continue;
    await attempt(file === undefined ? write(text) : toFile(result.root, resolve(cwd, file), text));
    for (const attachment of reporter.attachments?.(result, options) ?? [])
      await attempt(toEndOfFile(result.root, resolve(cwd, attachment.path), attachment.text));
  }
  return isWhole;
}

/** The report; undefined where a plugin's reporter failed, which is said on standard error. */
async function reportOf(reporter: Reporter, result: LintResult, options: ReporterOptions): Promise<string | undefined> {
  try {
    return await reporter.report(result, options);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ReporterFailure')) throw error;
    await note(visible(error.message));
    return undefined;
  }
}

/** What the configuration names and nothing has. */
function hintsOf({ configuration, repository, paths }: Project): readonly string[] {
  const files = repository.files.map(({ path }) => path);
  return configuration.hints(files, paths.includes('') ? repository.examples : undefined).map(({ origin, message }) => {
    const place = `${origin.name}${origin.line === undefined ? '' : `:${origin.line}`}`;
    return `hint: ${visible(`${place} ${message}`)}`;
  });
}

interface Output {
  readonly reporter: Reporter;
  readonly file: string | undefined;
}

async function chooseReporters(
  formats: readonly string[],
  outputFile: string | undefined,
  configuration: Configuration,
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  for (const format of formats) {
    const colon = format.indexOf(':');
    const name = colon < 0 ? format : format.slice(0, colon);
    const file = colon < 0 ? outputFile : format.slice(colon + 1);
    const reporter = configuration.reporters.get(name) ?? (await loadReporter(name));
    if (!reporter) {
      const names = [...Object.keys(builtinReporters), ...configuration.reporters.keys()];
      const meant = closest(name, names);
      throw new ConfigurationError(
        `There is no format ${JSON.stringify(name)}.${question(meant)} Known formats: ${names.join(', ')}.`,
      );
    }
    outputs.push({ reporter, file });
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new ConfigurationError(
      'Only one format can go to standard output. Give the others a file, as in --format sarif:cvl.sarif.',
    );
  }
  return outputs;
}

function reporterOptions(colorFlag: boolean | undefined, toFile: boolean, cwd: string): ReporterOptions {
  const terminal = !toFile && process.stdout.isTTY === true;
  const color = wantsColor(toFile ? (colorFlag ?? false) : colorFlag, process.env, process.stdout);
  return {
    color,
    hyperlinks: color && terminal && supportsHyperlinks(),
    ...(terminal && { width: process.stdout.columns }),
    env: process.env,
    cwd,
  };
}

/** Terminals known to open OSC 8 hyperlinks, by the variables they set. */
function supportsHyperlinks(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['FORCE_HYPERLINK'] !== undefined) return env['FORCE_HYPERLINK'] !== '0';
  if (env['CI'] || env['TERM'] === 'dumb') return false;
  const program = env['TERM_PROGRAM'] ?? '';
  return (
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'].includes(program) ||
    env['WT_SESSION'] !== undefined ||
    env['KITTY_WINDOW_ID'] !== undefined ||
    Number(env['VTE_VERSION'] ?? 0) >= 5000
  );
}

const onlyErrors = (result: LintResult): LintResult => ({
  ...result,
  findings: result.findings.filter(({ severity }) => severity === 'error'),
});

async function standardInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  // Node takes a folder for an empty text.
  if (fstatSync(process.stdin.fd).isDirectory()) throw new ConfigurationError("Standard input can't be read. It is a folder.");
  try {
    for await (const chunk of process.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } catch (error) {
    throw new ConfigurationError(`Standard input can't be read. ${reasonOf(error)}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
