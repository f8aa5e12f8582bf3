import { configurationSchema } from '../../../config/schema';
import { openConfiguration } from '../../../engine/project';
import { noteFailures } from '../../faults';
import { configurationFlags, configurationOptions } from '../../flags';
import { Command } from '../../oclif';
import { write } from '../../output';

export default class ConfigSchema extends Command {
  static override summary = 'Print the JSON Schema of .cvlrc, with the rules of all plugins loaded here.';
  static override description =
    'The schema of the built-in rules comes with the package: node_modules/cvl/dist/cvlrc.schema.json.';
  static override examples = ['<%= config.bin %> config schema > .cvlrc.schema.json'];
  static override flags = { ...configurationFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigSchema);
    const { configuration } = await openConfiguration({ cwd: process.cwd(), ...configurationOptions(flags, this.config) });
    await write(`${JSON.stringify(configurationSchema(configuration.plugins, configuration.tables), undefined, 2)}\n`);
    await noteFailures(configuration);
  }
}
