import { openProject } from '../../../engine/project';
import { effectiveConfiguration } from '../../../explain/effective';
import { paintLevel } from '../../../explain/paint';
import { settingsTable } from '../../../explain/settings';
import { noteFailures } from '../../faults';
import { configurationFlags, configurationOptions } from '../../flags';
import { Args, Command, Flags } from '../../oclif';
import { wantsColor, write } from '../../output';

export default class ConfigPrint extends Command {
  static override summary = 'Show how each rule is set for a file or folder, and where that comes from.';
  static override examples = [
    '<%= config.bin %> config print',
    '<%= config.bin %> config print examples/perception/ocr/train.sh',
  ];
  static override args = {
    path: Args.string({ description: 'A file or folder; the default is the current folder.', default: '.', ignoreStdin: true }),
  };
  static override flags = {
    ...configurationFlags,
    json: Flags.boolean({ description: 'Print everything as JSON, with the options of each rule.' }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigPrint);
    const { configuration, repository, paths } = await openProject({
      cwd: process.cwd(),
      paths: [args.path],
      ...configurationOptions(flags, this.config),
    });
    const path = paths[0] ?? '';
    const effective = effectiveConfiguration(configuration, path, repository.exampleOf(path));
    if (flags.json) {
      const { examples, ignore, suppressions } = configuration;
      await write(`${JSON.stringify({ ...effective, examples, ignore, suppressions }, undefined, 2)}\n`);
    } else {
      await write(settingsTable(effective, paintLevel(wantsColor(flags.color, process.env, process.stdout))));
    }
    await noteFailures(configuration);
  }
}
