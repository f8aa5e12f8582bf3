import { join } from 'node:path';
import metadataSchema from '../../../rules/tables/example.schema.json';
import { builtins } from '../builtin';
import { configurationFlags } from '../flags';
import { Command, Flags } from '../oclif';

export default class Lsp extends Command {
  static override summary = 'Serve editors over the Language Server Protocol.';
  static override description =
    'An editor starts this command and talks to it on standard input and output. docs/editors.md has the settings for each editor. The server writes no files.';
  static override examples = ['<%= config.bin %> lsp --stdio'];
  static override flags = {
    config: configurationFlags.config,
    'no-config-code': configurationFlags['no-config-code'],
    stdio: Flags.boolean({ description: 'Use standard input and output: there is no other way, but editors pass it.' }),
    clientProcessId: Flags.integer({ hidden: true, description: 'The process of the editor.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Lsp);
    const { serve } = await import('../../lsp/server');
    const { root, version } = this.config;
    await serve({
      builtins,
      version,
      metadataSchema,
      packageRoot: root,
      ...(flags.config !== undefined && { configFile: flags.config }),
      allowCode: !flags['no-config-code'],
      childFile: join(root, 'dist/plugin-process.js'),
    });
  }
}
