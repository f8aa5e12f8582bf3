import { join, relative } from 'node:path';
import { createFrom, destinationOf, listOf } from '../../create/templates';
import { Args, Command } from '../../oclif';
import { write } from '../../output';

export default class CreatePlugin extends Command {
  static override summary = 'Write a plugin in TypeScript, with a rule, its test, and its page.';
  static override description = 'Files that exist are never changed. docs/plugins.md in the package says what a plugin can do.';
  static override examples = ['<%= config.bin %> create plugin tools/acme'];
  static override args = {
    path: Args.string({ required: true, ignoreStdin: true, description: 'The new folder. Its name is that of the plugin.' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(CreatePlugin);
    const cwd = process.cwd();
    const destination = destinationOf(args.path, cwd);
    const { name, root, folder } = destination;
    const words = { __NAME__: name, __VERSION__: this.config.version };
    const paths = await createFrom(join(this.config.root, 'templates/plugin'), destination, words, cwd);
    const place = `./${relative(root, folder)}/index.ts`;
    await write(
      `Written:\n${listOf(paths)}Next: add it to .cvlrc:\n  plugins: [${place}]\n  rules: { ${name}/owner: warning }\n`,
    );
  }
}
