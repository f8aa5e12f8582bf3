import { join } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { openProject } from '../../engine/project';
import { configurationOptions } from '../flags';
import { Args, Command } from '../oclif';
import { endOnSignals } from '../verify/ending';
import { mibOf, secondsOf, settingsOf, verifyFlags } from '../verify/flags';

export default class Verify extends Command {
  static override summary = 'Build and run examples by their own scripts, and judge what happens.';
  static override description = `EXAMPLES are folders of examples, or folders that hold some; the default is the current folder.
The scripts of their presets run with your rights, and what they start is shown first; a terminal is asked. --plan and --collect run nothing.
The exit code is 0 if all passed, 1 if one failed, 2 for wrong usage, no verdict, or evidence that could not be written, 130 or 143 after a signal.`;
  static override examples = [
    '<%= config.bin %> verify examples/perception/image_classification/torch --quick',
    '<%= config.bin %> verify examples/llm/sft --yes --clean --twice --write',
    '<%= config.bin %> verify --all --plan github > .github/workflows/verify.yml',
    '<%= config.bin %> verify --collect evidence --write',
  ];
  static override strict = false;
  static override args = {
    examples: Args.string({ description: 'Folders of examples, or folders that hold some.', required: false, ignoreStdin: true }),
  };
  static override flags = verifyFlags;

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Verify);
    const { plan, all, since, evidence, image, quick, preset: presets = [], timeout, collect, output } = flags;
    const paths = argv as string[];
    const set = settingsOf(flags.set ?? []);
    const timeoutSeconds = secondsOf('--timeout', timeout);
    const gpuFree = flags['gpu-free'] === undefined ? undefined : mibOf('--gpu-free', flags['gpu-free']);
    if (since !== undefined && all) throw new ConfigurationError('--since and --all exclude each other.');
    const open = (cwd: string) => openProject({ cwd, paths, ...configurationOptions(flags, this.config) });
    if (collect !== undefined) {
      const { collectEvidence } = await import('../verify/collect');
      return collectEvidence(collect, output, flags.write ? () => open(process.cwd()) : undefined);
    }
    const { version, root: packageRoot } = this.config;
    if (plan !== undefined) {
      const passed = passedOn(flags);
      const { printPlan } = await import('../verify/plan');
      return printPlan(await open(process.cwd()), { plan, all, since, evidence, image, quick, presets, passed }, version);
    }
    const given = {
      ...{
        yes: flags.yes,
        quick,
        set,
        presets,
        timeoutSeconds,
        output,
        write: flags.write,
        twice: flags.twice,
        clean: flags.clean,
      },
      ...{
        resume: flags.resume,
        failFast: flags['fail-fast'],
        gpuFree,
        retryOom: flags['retry-oom'],
        engine: flags.engine,
        all,
        since,
      },
    };
    const { verifyExamples } = await import('../verify/run');
    const wrapperProgram = join(packageRoot, 'dist/engine-wrapper.js');
    const project = flags.clean ? undefined : await open(process.cwd());
    const ending = endOnSignals();
    try {
      if (!project) await (await import('../verify/clean')).verifyClean(open, given, { version, wrapperProgram }, ending);
      else await verifyExamples(project, given, { version, wrapperProgram, metadataRoot: project.repository.root }, ending);
    } finally {
      ending.release();
    }
  }
}

/** The flags that the jobs of a plan get as well. */
function passedOn(flags: {
  readonly quick: boolean;
  readonly twice: boolean;
  readonly timeout: string;
  readonly set?: readonly string[] | undefined;
  readonly preset?: readonly string[] | undefined;
}): readonly string[] {
  return [
    ...(flags.quick ? ['--quick'] : []),
    ...(flags.twice ? ['--twice'] : []),
    ...(flags.set ?? []).flatMap((pair) => ['--set', pair]),
    ...(flags.preset ?? []).flatMap((name) => ['--preset', name]),
    ...(flags.timeout === '2h' ? [] : ['--timeout', flags.timeout]),
  ];
}
