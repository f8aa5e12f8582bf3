import { ConfigurationError } from '../../config/errors';
import { levels } from '../../config/form';
import { unknownRule } from '../../config/names';
import type { Configuration, RuleEntry } from '../../config/types';
import { openConfiguration } from '../../engine/project';
import { listRule, pageFor } from '../../explain/describe';
import { codeColumns, paintLevel, paintMarkdown } from '../../explain/paint';
import { type ListedRule, ruleTable } from '../../explain/rule-list';
import { fitsText } from '../../text/glob';
import { noteFailures } from '../faults';
import { configurationFlags, configurationOptions } from '../flags';
import { Args, Command, Flags } from '../oclif';
import { terminalWidth, wantsColor, write } from '../output';
import { reportsInSamples } from '../sample-reports';

export default class Rules extends Command {
  static override summary = 'List the rules, or explain one.';
  static override description =
    'With the id of a rule: what it demands and why, incorrect and correct examples, its options, and where it is on.';
  static override examples = [
    '<%= config.bin %> rules',
    '<%= config.bin %> rules example/schema',
    "<%= config.bin %> rules 'files/*' --severity error",
    '<%= config.bin %> rules --format json',
  ];
  static override args = {
    id: Args.string({
      description: 'The id of a rule to explain, or a glob or plugin to list.',
      required: false,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...configurationFlags,
    severity: Flags.option({ options: levels, multiple: true })({
      char: 's',
      description: 'Only rules with this severity here.',
    }),
    fixable: Flags.boolean({ description: 'Only rules with automatic fixes.' }),
    format: Flags.option({ options: ['text', 'json', 'markdown'] as const })({
      char: 'f',
      default: 'text',
      description: 'Output format.',
    }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rules);
    const opened = await openConfiguration({ cwd: process.cwd(), ...configurationOptions(flags, this.config) });
    const { configuration } = opened;
    const width = terminalWidth();
    const pages = async (entries: readonly RuleEntry[]): Promise<readonly string[]> => {
      const reports = await reportsInSamples(entries, opened);
      const columns = flags.format === 'text' && width !== undefined ? codeColumns(width) : undefined;
      return entries.map((each) => pageFor(each, configuration, reports.get(each.id) ?? [], columns));
    };
    await noteFailures(configuration);
    const color = wantsColor(flags.color, process.env, process.stdout);
    const entry = args.id === undefined ? undefined : configuration.rules.get(args.id);
    if (entry) {
      if (flags.format === 'json')
        await write(`${JSON.stringify(asJson(listRule(entry, configuration), configuration, true), undefined, 2)}\n`);
      else
        for (const page of await pages([entry]))
          await write(flags.format === 'markdown' ? page : paintMarkdown(page, color, width));
      return;
    }
    const listed = [...configuration.rules.values()]
      .filter(({ id }) => args.id === undefined || fitsText(args.id, id) || id.startsWith(`${args.id}/`))
      .map((each) => listRule(each, configuration));
    if (args.id !== undefined && listed.length === 0)
      throw new ConfigurationError(unknownRule(args.id, configuration.rules, pluginNames(configuration)));
    const shown = listed.filter(
      ({ level, description }) =>
        (!flags.severity || flags.severity.includes(level as never)) && (!flags.fixable || description.fixable),
    );
    if (flags.format === 'json') {
      await write(
        `${JSON.stringify(
          shown.map((rule) => asJson(rule, configuration, false)),
          undefined,
          2,
        )}\n`,
      );
    } else if (flags.format === 'markdown') {
      for (const page of await pages(shown.map(({ description }) => configuration.rules.get(description.id)!))) await write(page);
    } else {
      await write(ruleTable(shown, paintLevel(color), width));
    }
  }
}

const pluginNames = ({ plugins }: Configuration): ReadonlyMap<string, unknown> =>
  new Map(plugins.map((plugin) => [plugin.name, plugin]));

/** One rule for machine readers; the samples only where it was asked for by its id. */
function asJson({ description, level, defaultLevel }: ListedRule, configuration: Configuration, whole: boolean): object {
  const { id, docs, fixable, precision, messages, optionsSchema, optionsDefaults } = description;
  const summary = { id, severity: level, defaultSeverity: defaultLevel, fixable, summary: docs.summary };
  if (!whole) return summary;
  const { history, options } = configuration.setting(id, '', undefined);
  return {
    ...summary,
    why: docs.why,
    bad: docs.bad,
    good: docs.good,
    references: docs.references ?? [],
    precision,
    messages,
    history,
    options,
    optionsSchema,
    optionsDefaults,
  };
}
