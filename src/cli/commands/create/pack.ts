import { join, relative } from 'node:path';
import { createFrom, destinationOf, listOf } from '../../create/templates';
import { Args, Command } from '../../oclif';
import { write } from '../../output';

export default class CreatePack extends Command {
  static override summary = 'Write a pack: a configuration that several repositories extend.';
  static override description = 'Files that exist are never changed. A pack is used by its path, or published as an npm package.';
  static override examples = ['<%= config.bin %> create pack tools/acme-pack'];
  static override args = {
    path: Args.string({ required: true, ignoreStdin: true, description: 'The new folder. Its name is that of the pack.' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(CreatePack);
    const cwd = process.cwd();
    const destination = destinationOf(args.path, cwd);
    const { name, root, folder } = destination;
    const words = { __NAME__: name, __VERSION__: this.config.version };
    const paths = await createFrom(join(this.config.root, 'templates/pack'), destination, words, cwd);
    const place = `./${relative(root, folder)}/pack.yaml`;
    await write(`Written:\n${listOf(paths)}Next: extend it in .cvlrc:\n  extends: [${place}]\n`);
  }
}
