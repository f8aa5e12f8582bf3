import { explainKept } from '../../engine/cache/explain';
import { openProject } from '../../engine/project';
import { configurationFlags, configurationOptions } from '../flags';
import { cacheFileOf } from '../lint/cache';
import { explainResults, summarizeResults } from '../lint/explained';
import { lintFlags } from '../lint/flags';
import { Args, Command, Flags } from '../oclif';
import { write } from '../output';

export default class ExplainCache extends Command {
  static override summary = 'Say what kept results rest on.';
  static override description =
    `PATHS are examples or files. For each, it says whether \`cvl lint\` uses its result again, what has changed if not, and what
the result rests on: texts, names in folders, paths that were looked for. Without PATHS: how many results are used again,
and what has changed for the others. Nothing is linted.`;
  static override examples = ['<%= config.bin %> explain-cache', '<%= config.bin %> explain-cache examples/perception/vlm'];
  static override strict = false;
  static override args = { paths: Args.string({ description: 'Examples or files.', required: false, ignoreStdin: true }) };
  static override flags = {
    ...configurationFlags,
    'cache-location': lintFlags['cache-location'],
    format: Flags.option({ options: ['text', 'json'] as const })({ default: 'text', description: 'For people or for programs.' }),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(ExplainCache);
    const cwd = process.cwd();
    const project = await openProject({ cwd, paths: argv as string[], ...configurationOptions(flags, this.config) });
    const file = cacheFileOf(project, {
      packageRoot: this.config.root,
      folder: this.config.cacheDir,
      location: flags['cache-location'],
      cwd,
    });
    const today = new Date().toISOString().slice(0, 10);
    const results = explainKept({ ...project, today, ...(file && { file }) });
    if (flags.format === 'json') return write(`${JSON.stringify({ results }, null, 2)}\n`);
    await write(argv.length === 0 ? summarizeResults(results) : explainResults(results));
  }
}
