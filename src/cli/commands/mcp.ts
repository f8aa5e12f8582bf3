import { configurationFlags } from '../flags';
import { Command } from '../oclif';

export default class Mcp extends Command {
  static override summary = 'Serve AI agents over the Model Context Protocol.';
  static override description =
    'The tools are lint, inspect, runs, explain, and fix. A client starts this command in the repository, and talks to it on standard input and output. Only the tool "fix" writes files, and only where it is asked to.';
  static override examples = ['<%= config.bin %> mcp', 'claude mcp add cvl -- npx <%= config.bin %> mcp'];
  static override flags = {
    config: configurationFlags.config,
    'no-config-code': configurationFlags['no-config-code'],
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Mcp);
    const { serve } = await import('../mcp/server');
    await serve({ cwd: process.cwd(), flags, root: this.config.root, version: this.config.version });
  }
}
