import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { openProject } from '../../engine/project';
import { type Inspection, inspectConcretely, inspectSymbolically } from '../../model/inspection';
import type { Script } from '../../model/targets';
import { inspectionAsJson, type PlaceOf } from '../../reporters/inspect/json';
import { noteFailures } from '../faults';
import { configurationFlags, configurationOptions } from '../flags';
import { type Inspections, inspectAt, inWords, places } from '../inspections';
import { Args, Command, Flags } from '../oclif';
import { terminalWidth, write } from '../output';

export default class Inspect extends Command {
  static override summary = 'Show the containers and programs that a script would start, without running it.';
  static override description =
    `SCRIPT is a shell script, or a Markdown file, makefile, compose file or workflow that holds commands.
EXAMPLE is a folder: what its scripts and such files start is shown.
By default, the environment is unknown: defaults are followed, and what happens only sometimes is shown with its condition.
With --concrete, the environment is HOME, PATH, PWD, and what --env sets, and ARGS after -- are the script's arguments.`;
  static override examples = [
    '<%= config.bin %> inspect examples/perception/sam3/train.sh',
    '<%= config.bin %> inspect train.sh --concrete --env HF_TOKEN=x --format json -- --epochs 3',
  ];
  static override usage = 'inspect SCRIPT|EXAMPLE [FLAGS] [-- ARGS…]';
  static override strict = false;
  static override args = {
    path: Args.string({
      name: 'SCRIPT|EXAMPLE',
      description: 'A shell script or a folder of scripts.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    config: configurationFlags.config,
    'no-config-code': configurationFlags['no-config-code'],
    concrete: Flags.boolean({ description: 'Evaluate with a given environment, folder, and arguments.' }),
    env: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME=VALUE',
      description: 'Set a variable; may be repeated. Implies --concrete.',
    }),
    cwd: Flags.string({
      helpValue: 'DIR',
      description: 'The folder to start the script in; the default is the current one. Implies --concrete.',
    }),
    home: Flags.string({ helpValue: 'DIR', description: "The value of HOME; the default is the user's. Implies --concrete." }),
    format: Flags.option({ options: ['table', 'json'] as const })({
      char: 'f',
      default: 'table',
      description: 'Output format.',
    }),
  };

  async run(): Promise<void> {
    const { given, args } = splitArguments(this.argv);
    this.argv = given;
    const { flags, argv } = await this.parse(Inspect);
    const [path, ...others] = argv as string[];
    if (path === undefined) throw new ConfigurationError('Name a script or an example.');
    if (others.length > 0)
      throw new ConfigurationError(
        `Name one script or example at a time. Arguments of the script go after --: -- ${others.join(' ')}`,
      );
    const { repository, configuration, paths } = await openProject({
      cwd: process.cwd(),
      paths: [path],
      ...configurationOptions({ ...flags, rule: [] }, this.config),
      packsOnly: true,
    });
    await noteFailures(configuration);
    const isConcrete =
      flags.concrete || flags.env !== undefined || flags.cwd !== undefined || flags.home !== undefined || args.length > 0;
    const options = {
      variables: variables(flags.env ?? []),
      folder: resolve(flags.cwd ?? '.'),
      home: flags.home ?? homedir(),
      arguments: args,
    };
    const inspect = (script: Script): Inspection =>
      isConcrete ? inspectConcretely(repository, script, options) : inspectSymbolically(repository, script);
    const inspections = inspectAt(repository, paths[0] ?? '', path, inspect);
    const placeOf = places(repository);
    await write(flags.format === 'json' ? inJson(inspections, placeOf) : inWords(inspections, path, placeOf, terminalWidth()));
  }
}

function inJson({ found, isList }: Inspections, placeOf: PlaceOf): string {
  const all = found.map((one) => inspectionAsJson(one, placeOf));
  return `${JSON.stringify(isList ? all : all[0], null, 2)}\n`;
}

/** What follows `--` belongs to the script. */
function splitArguments(argv: readonly string[]): { given: string[]; args: string[] } {
  const at = argv.indexOf('--');
  return at < 0 ? { given: [...argv], args: [] } : { given: argv.slice(0, at), args: argv.slice(at + 1) };
}

function variables(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      if (at <= 0) throw new ConfigurationError(`--env ${pair}: Write NAME=VALUE.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
