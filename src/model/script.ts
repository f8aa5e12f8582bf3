import { readProcess, readRun } from '../languages/docker';
import {
  type EvaluatedCommand,
  type Evaluation,
  evaluate,
  isBroken,
  nothingKnown,
  type ShellScript,
  type StartedCommand,
} from '../languages/shell';
import { folderOf } from '../text/path';
import { containerOf } from './container';
import { mayCallEngine, mayStart } from './engine-reach';
import { envFilesOf } from './env-files';
import { imageOf } from './image';
import { isMainLaunch } from './main-launch';
import { misplacedFlagOf, mistakenCommandOf } from './misplaced';
import { findPrograms } from './program';
import { query } from './query';
import { buildsIn } from './script-builds';
import { hostStartsOf, startsOfImage, startsOfLaunch } from './start';
import { symbolicHost } from './symbolic-host';
import type { Example, Given, Image, Launch, Repository, Script, Start } from './targets';

/** Creates a shell script, or the commands that another file holds. They're evaluated symbolically when they're first needed. */
export function createScript(
  repository: Repository,
  shell: ShellScript,
  given: Given = { language: 'shell' },
  image?: Image,
): Script {
  const { path } = shell.file;
  const script: Script = {
    repository,
    path,
    shell,
    given,
    language: given.language,
    image,
    get example(): Example | undefined {
      return repository.exampleOf(folderOf(path));
    },
    get commands() {
      return given.commands ?? (mayCallEngine(script) ? evaluationOf(script).commands : []);
    },
    get hostCommands() {
      return hostCommandsOf(script);
    },
    get incomplete() {
      return evaluationOf(script).incomplete;
    },
    get reached() {
      return evaluationOf(script).reached;
    },
    get builds() {
      return buildsIn(script);
    },
    get launches() {
      return launchesOf(script);
    },
    get programs() {
      return findPrograms(script);
    },
    get starts() {
      return startsOf(script);
    },
  };
  return script;
}

/** Outside of examples, only what a script starts and the images that it names are asked for. */
const evaluationOf = query('script.evaluation', (script: Script): Evaluation => {
  const { shell, repository, given } = script;
  if (given.commands) return { ...nothingKnown, commands: given.commands };
  if (!mayStart(script)) return nothingKnown;
  const { folder, variables } = given;
  const known = { ...(folder !== undefined && { folder }), ...(variables && { variables }) };
  // What a script that it runs starts is found in that script.
  const host = given.language === 'shell' ? symbolicHost(repository) : { ...symbolicHost(repository), read: () => undefined };
  return evaluate(shell, { mode: 'symbolic', host, startsOnly: script.example === undefined, ...known });
});

/** A command that is cut off or unclosed isn't a launch: what it lacks means nothing, and the syntax error itself is reported. */
const launchesOf = query('script.launches', (script: Script): readonly Launch[] =>
  script.commands
    .filter((command) => startsContainer(command) && !isCut(script, command))
    .map((command) => createLaunch(script, command)),
);

/** A command that is cut off or unclosed starts nothing for certain. */
const hostCommandsOf = query('script.hostCommands', (script: Script): readonly StartedCommand[] =>
  evaluationOf(script).starts.filter((command) => !isCut(script, command)),
);

const startsOf = query('script.starts', (script: Script): readonly Start[] => [
  ...(script.image ? startsOfImage(script, script.image) : hostStartsOf(script)),
  ...script.launches.flatMap(({ starts }) => starts),
]);

const startsContainer = ({ verb }: EvaluatedCommand): boolean => verb === 'run' || verb === 'create';

function isCut({ path, shell, repository }: Script, { span }: StartedCommand): boolean {
  const source = span.file === path ? shell : repository.script(span.file)?.shell;
  return source !== undefined && isBroken(source, span);
}

/** Creates a launch from a script's `run` or `create` command. */
export function createLaunch(script: Script, command: EvaluatedCommand): Launch {
  const launch: Launch = {
    repository: script.repository,
    example: script.example,
    script,
    path: script.path,
    command,
    certainty: command.certainty,
    span: command.span,
    get spec() {
      return specOf(launch);
    },
    get image() {
      return imageOf(launch);
    },
    get container() {
      return containerOf(launch);
    },
    get envFiles() {
      return envFilesOf(launch);
    },
    get process() {
      return processOf(launch);
    },
    get starts() {
      return startsOfLaunch(launch);
    },
    get isMain() {
      return isMainLaunch(launch);
    },
    get misplacedFlag() {
      return misplacedFlagOf(launch);
    },
    get mistakenCommand() {
      return mistakenCommandOf(launch);
    },
  };
  return launch;
}

const processOf = query('launch.process', ({ spec, image }: Launch) => readProcess(spec, image.view));

const specOf = query('launch.spec', ({ command, span }: Launch) =>
  readRun(command.argv.slice(command.argumentsAt), {
    verb: command.verb === 'create' ? 'create' : 'run',
    engine: command.engine,
    at: span,
  }),
);
