import { ConfigurationError } from '../../config/errors';
import { openProject } from '../../engine/project';
import { configurationOptions } from '../flags';
import { Args, Command } from '../oclif';
import { secondsOf, settingsOf, verifyFlags } from '../verify/flags';
import { printPlan } from '../verify/plan';

export default class Verify extends Command {
  static override summary = 'Plan how machines verify examples: which ones, with which GPUs, for how long.';
  static override description = 'EXAMPLES are folders of examples, or folders that hold some; the default is the current folder.';
  static override examples = [
    '<%= config.bin %> verify --all --plan github > .github/workflows/verify.yml',
    '<%= config.bin %> verify examples/perception --plan slurm --quick',
  ];
  static override strict = false;
  static override args = {
    examples: Args.string({ description: 'Folders of examples, or folders that hold some.', required: false, ignoreStdin: true }),
  };
  static override flags = verifyFlags;

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Verify);
    const { plan, all, since, evidence, image, quick, preset: presets = [], set = [], timeout } = flags;
    settingsOf(set);
    secondsOf('--timeout', timeout);
    if (since !== undefined && all) throw new ConfigurationError('--since and --all exclude each other.');
    const passed = [
      ...(quick ? ['--quick'] : []),
      ...set.flatMap((pair) => ['--set', pair]),
      ...presets.flatMap((name) => ['--preset', name]),
      ...(timeout === '2h' ? [] : ['--timeout', timeout]),
    ];
    const project = await openProject({
      cwd: process.cwd(),
      paths: argv as string[],
      ...configurationOptions(flags, this.config),
    });
    await printPlan(project, { plan, all, since, evidence, image, quick, presets, passed }, this.config.version);
  }
}
