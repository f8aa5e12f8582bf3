import { builtinReporters } from '../../reporters/index';
import { builtins } from '../builtin';
import { bash, type Completed, fish, zsh } from '../completion/shells';
import { Args, Command } from '../oclif';
import { write } from '../output';

const shells = { bash, zsh, fish };

export default class Completion extends Command {
  static override summary = 'Print a script that completes commands, flags, values, and rules in a shell.';
  static override description = 'Source it where the shell starts, such as in ~/.bashrc.';
  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    'source <(<%= config.bin %> completion zsh)',
    '<%= config.bin %> completion fish | source',
  ];
  static override args = {
    shell: Args.string({ required: true, ignoreStdin: true, options: ['bash', 'zsh', 'fish'], description: 'The shell.' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const rules = builtins.plugins.flatMap(({ name, rules: own = [] }) => own.map((rule) => `${name}/${rule.name}`)).sort();
    /** What the manifest doesn't know. */
    const values: { readonly [name: string]: readonly string[] } = {
      'lint --format': Object.keys(builtinReporters),
      'lint --rule': rules,
      rules,
      completion: Object.keys(shells),
    };
    const commands = this.config.commands
      .filter(({ hidden }) => !hidden)
      .map(
        ({ id, summary = '', flags }): Completed => ({
          words: id.split(':'),
          summary,
          values: values[id] ?? [],
          flags: Object.values(flags)
            .filter((flag) => !flag.hidden)
            .map((flag) => ({
              name: flag.name,
              ...(flag.char && { char: flag.char }),
              summary: flag.description ?? '',
              takesValue: flag.type === 'option',
              values: (flag.type === 'option' && flag.options) || (values[`${id} --${flag.name}`] ?? []),
            })),
        }),
      )
      .sort((a, b) => (a.words.join(' ') < b.words.join(' ') ? -1 : 1));
    await write(shells[args.shell as keyof typeof shells](commands));
  }
}
