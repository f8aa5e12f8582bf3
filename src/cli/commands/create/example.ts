import { join, relative, sep } from 'node:path';
import { quoteForShell } from '../../../text/shell-quote';
import { createFrom, type Destination, destinationOf, listOf } from '../../create/templates';
import { Args, Command, Flags } from '../../oclif';
import { write } from '../../output';

/** The kinds of examples, with the capability of one whose folder names none. */
const capabilities = {
  pytorch: 'perception/image_classification',
  lightning: 'perception/image_classification',
  trl: 'generative/text_generation',
  inference: 'perception/image_classification',
} as const;

const kinds = ['pytorch', 'lightning', 'trl', 'inference'] as const satisfies readonly (keyof typeof capabilities)[];

export default class CreateExample extends Command {
  static override summary = 'Write an example that passes cvl:strict.';
  static override description =
    'Metadata, Dockerfile, scripts, Python code, and README. Files that exist are never changed. In examples/<category>/<subcategory>/, the capability comes from the folder.';
  static override examples = [
    '<%= config.bin %> create example examples/leaf-classifier',
    '<%= config.bin %> create example examples/generative/chat/support-bot --kind trl',
  ];
  static override args = {
    path: Args.string({ required: true, ignoreStdin: true, description: 'The new folder. Its name is that of the example.' }),
  };
  static override flags = {
    kind: Flags.option({ options: kinds })({
      char: 'k',
      default: 'pytorch',
      description: 'Training with plain PyTorch, Lightning, or TRL, or inference.',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CreateExample);
    const cwd = process.cwd();
    const destination = destinationOf(args.path, cwd);
    const { name } = destination;
    const words = {
      __NAME__: name,
      __TITLE__: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
      __CAPABILITY__: capabilityOf(destination, capabilities[flags.kind]),
    };
    const paths = await createFrom(join(this.config.root, 'templates/example', flags.kind), destination, words, cwd);
    await write(`Written:\n${listOf(paths)}Next: \`git add\` them, and \`cvl lint ${quoteForShell([args.path])}\`.\n`);
  }
}

/** `examples/perception/ocr/receipts` belongs to `perception/ocr`; `examples/receipts` says nothing. */
function capabilityOf({ root, folder }: Destination, usual: string): string {
  const steps = relative(root, folder).split(sep);
  const [category, subcategory = usual.split('/')[1]] = steps.slice(steps.indexOf('examples') + 1, -1);
  return steps.includes('examples') && category ? `${category}/${subcategory}` : usual;
}
