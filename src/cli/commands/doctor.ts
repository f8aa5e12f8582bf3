import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Finding, LintResult } from '../../api/finding';
import type { Severity } from '../../api/rule';
import { ConfigurationError } from '../../config/errors';
import { lint } from '../../engine/lint';
import { openProject } from '../../engine/project';
import { exitCodeOf } from '../../engine/verdict';
import { gather } from '../../live/doctor/gather';
import { liveAsJson, withoutSecrets } from '../../live/doctor/json';
import { commandsFor, overviewOf } from '../../live/doctor/table';
import { type ContainerFacts, containerNamed, type Engine, openEngine } from '../../live/engine';
import type { LiveFacts } from '../../model/live/facts';
import { builtinReporters } from '../../reporters/index';
import { configurationFlags, configurationOptions } from '../flags';
import { chooseReporters, report } from '../lint/outputs';
import { Args, Command, Flags } from '../oclif';
import { wantsColor, write } from '../output';
import { endOnSignals } from '../verify/ending';

export default class Doctor extends Command {
  static override summary = 'Check the container engine, and the containers that it has of an example.';
  static override description =
    `EXAMPLE is a folder, SCRIPT one of its scripts, CONTAINER a container's name or id; the default is the current folder.
What the engine has is compared with what the scripts declare: images, mounts, variables, users, GPUs, and why containers ended.
Nothing is changed: in running containers, only commands run that read, such as ls and nvidia-smi. --probe starts containers of its own.
Exit code 0: no findings at or above the threshold. 1: findings. 2: the engine can't be used, or wrong usage or configuration.`;
  static override examples = [
    '<%= config.bin %> doctor examples/perception/sam3',
    '<%= config.bin %> doctor my_container --engine "sudo docker"',
    '<%= config.bin %> doctor train.sh --probe --format json',
  ];
  static override usage = 'doctor [EXAMPLE|SCRIPT|CONTAINER] [FLAGS]';
  static override args = {
    target: Args.string({
      name: 'EXAMPLE|SCRIPT|CONTAINER',
      description: 'What to check.',
      default: '.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...configurationFlags,
    engine: Flags.string({
      helpValue: 'COMMAND',
      description:
        'How to call the engine, such as podman or "sudo docker". Default: docker, podman or nerdctl, whichever is there.',
    }),
    probe: Flags.boolean({
      description:
        "Start a container of each launch's image with the declared mounts, ask in it, and remove it. Nothing of the example runs.",
    }),
    'fail-on': Flags.option({ options: ['error', 'warning', 'info'] as const })({
      default: 'error',
      description: 'The lowest severity that sets exit code 1.',
    }),
    format: Flags.string({
      char: 'f',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME[:FILE]',
      description: `table, json, or a format of cvl lint, with an optional file to write to. ${Object.keys(builtinReporters)
        .filter((name) => name !== 'json')
        .join(', ')}.`,
    }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Doctor);
    const ending = endOnSignals();
    try {
      const isPath = existsSync(args.target);
      let facts: LiveFacts | undefined;
      const project = await openProject({
        cwd: process.cwd(),
        paths: [isPath ? args.target : '.'],
        ...configurationOptions(flags, this.config),
        live: () => facts,
      });
      const opened = await openEngine({ signal: ending.signal, ...(flags.engine !== undefined && { engine: flags.engine }) });
      if (ending.signalled()) return;
      if (!opened.ok) throw new ConfigurationError(opened.fault.message);
      const { engine, version } = opened.value;
      const container = isPath ? undefined : await containerOf(engine, args.target);
      const { repository } = project;
      const paths = container ? [''] : project.paths;
      const found = await gather({
        repository,
        paths,
        engine,
        version,
        home: homedir(),
        probe: flags.probe,
        signal: ending.signal,
        ...(container && { container }),
      });
      if (ending.signalled()) return;
      if (!found.ok) throw new ConfigurationError(found.fault.message);
      facts = container ? { ...found.value, images: [] } : found.value;
      const result = await lint({
        ...project,
        outside: undefined,
        paths,
        wholeRun: false,
        version: this.config.version,
        today: new Date().toISOString().slice(0, 10),
      });
      await show(result, facts, { ...flags, configuration: project.configuration });
    } finally {
      ending.release();
    }
  }
}

async function containerOf(engine: Engine, name: string): Promise<ContainerFacts> {
  const found = await containerNamed(engine, name);
  if (!found.ok) throw new ConfigurationError(found.fault.message);
  if (!found.value)
    throw new ConfigurationError(`${name}: no such file or folder, and the engine has no container of that name.`);
  return found.value;
}

interface Showing {
  readonly format?: readonly string[];
  readonly color?: boolean;
  readonly 'fail-on': string;
  readonly configuration: Parameters<typeof chooseReporters>[2];
}

async function show(
  result: LintResult,
  facts: LiveFacts,
  { format = ['table'], color, configuration, ...flags }: Showing,
): Promise<void> {
  const own = { cwd: process.cwd(), color, view: {} };
  const shown = { ...result, findings: result.findings.map((finding) => withoutQuotes(finding, facts)) };
  let isWhole = true;
  for (const each of format) {
    if (each === 'table') await write(overviewOf(facts, wantsColor(color, process.env, process.stdout)));
    const [output] = await chooseReporters([each === 'table' ? 'stylish' : each], undefined, configuration);
    if (!output) continue;
    const reporter = /^json(?::|$)/.test(each) ? { ...output, reporter: withFacts(output.reporter, facts) } : output;
    isWhole = (await report(shown, [reporter], own)) && isWhole;
    if (each === 'table') await write(commandsFor(facts));
  }
  process.exitCode = isWhole ? exitCodeOf(result, { failOn: flags['fail-on'] as Severity, maxWarnings: undefined }) : 2;
}

/** A finding that quotes no secret of a container. */
const withoutQuotes = (finding: Finding, facts: LiveFacts): Finding => {
  const { message, related, evidence } = finding;
  const plain = (text: string): string => withoutSecrets(text, facts);
  return {
    ...finding,
    message: plain(message),
    related: related.map((each) => ({ ...each, message: plain(each.message) })),
    ...(evidence && { evidence: withoutSecrets(evidence, facts) }),
  };
};

type Reporter = Awaited<ReturnType<typeof chooseReporters>>[number]['reporter'];

/** The JSON report, with what was found of the engine. */
const withFacts = (reporter: Reporter, facts: LiveFacts): Reporter => ({
  ...reporter,
  report: async (result, options) =>
    `${JSON.stringify({ ...liveAsJson(facts), results: withoutSecrets(JSON.parse(await reporter.report(result, options)), facts) }, null, 2)}\n`,
});
