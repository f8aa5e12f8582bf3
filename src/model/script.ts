import { type RunSpec, readRun } from '../languages/docker';
import { type EvaluatedCommand, type Evaluation, evaluate, isBroken, type ShellScript } from '../languages/shell';
import { folderOf } from '../text/path';
import { mayCallEngine } from './engine-reach';
import { symbolicHost } from './symbolic-host';
import type { Example, Launch, Repository, Script } from './targets';

/** One shell script, evaluated symbolically when its commands are first asked for. */
export function createScript(repository: Repository, shell: ShellScript): Script {
  const { path } = shell.file;
  let evaluation: Evaluation | undefined;
  let launches: readonly Launch[] | undefined;
  const evaluated = (): Evaluation =>
    (evaluation ??= mayCallEngine(repository, shell)
      ? evaluate(shell, { mode: 'symbolic', host: symbolicHost(repository) })
      : { commands: [], incomplete: [], variables: new Map() });
  const isCut = ({ span }: EvaluatedCommand): boolean => {
    const source = span.file === path ? shell : repository.script(span.file)?.shell;
    return source !== undefined && isBroken(source, span);
  };
  const script: Script = {
    repository,
    path,
    shell,
    get example(): Example | undefined {
      return repository.exampleOf(folderOf(path));
    },
    get commands() {
      return evaluated().commands;
    },
    get incomplete() {
      return evaluated().incomplete;
    },
    get launches() {
      // Of a command that is cut or not closed, what it lacks says nothing: the script's own fault is told instead.
      launches ??= script.commands
        .filter((command) => startsContainer(command) && !isCut(command))
        .map((command) => createLaunch(script, command));
      return launches;
    },
  };
  return script;
}

const startsContainer = ({ verb }: EvaluatedCommand): boolean => verb === 'run' || verb === 'create';

function createLaunch(script: Script, command: EvaluatedCommand): Launch {
  let spec: RunSpec | undefined;
  return {
    repository: script.repository,
    example: script.example,
    script,
    path: script.path,
    command,
    certainty: command.certainty,
    span: command.span,
    get spec() {
      spec ??= readRun(command.argv.slice(command.argumentsAt), {
        verb: command.verb === 'create' ? 'create' : 'run',
        engine: command.engine,
        at: command.span,
      });
      return spec;
    },
  };
}
