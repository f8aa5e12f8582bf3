import { accessSync, constants, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { parse } from 'shell-quote';
import { quoteForShell } from '../../text/shell-quote';
import { type CallOptions, call } from './call';
import { ask, type ClientKind, createEngine, type Engine } from './engine';
import type { Answer, EngineFault } from './fault';
import { answer } from './fault';
import { type EngineVersion, engineVersion } from './info';
import { at, parseJson, textAt } from './json';

export interface OpenOptions extends Pick<CallOptions, 'signal' | 'timeoutMs'> {
  /** The client as the user writes it: `podman`, `sudo docker`. Without it, the first of docker, podman and nerdctl on PATH. */
  readonly engine?: string;
  /** The environment, with PATH, DOCKER_HOST, DOCKER_CONTEXT and so on. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Replaces how programs are called, for tests. */
  readonly callProgram?: typeof call;
}

export interface OpenedEngine {
  readonly engine: Engine;
  readonly version: EngineVersion;
}

const clients: readonly ClientKind[] = ['docker', 'podman', 'nerdctl'];

/** Opens the engine that the user has, and asks whether it answers. */
export async function openEngine(options: OpenOptions = {}): Promise<Answer<OpenedEngine>> {
  const { env = process.env, callProgram = call, engine: written, ...limits } = options;
  const chosen = written === undefined ? firstOnPath(env) : wordsIn(written);
  if ('kind' in chosen) return { ok: false, fault: chosen };
  const { words } = chosen;
  const first = createEngine(words, clientOf(words), env, callProgram);
  const asked = await ask(first, ['version', '--format', '{{json .}}'], { timeoutMs: 15_000, ...limits });
  // A `docker` that is podman says so by podman's own form of the answer.
  const isPodman = asked.ok && at(parseJson(asked.value), 'Client', 'OsArch') !== undefined;
  const engine = isPodman ? createEngine(words, 'podman', env, callProgram) : first;
  const version = await engineVersion(engine, { timeoutMs: 15_000, ...limits });
  if (version.ok) return answer({ engine, version: version.value });
  return { ok: false, fault: await explained(version.fault, engine, written === undefined) };
}

const unusable = (message: string): EngineFault => ({ kind: 'missing', message, said: '' });

/** The words of `--engine`, without a shell: variables, redirections and such have no meaning there. */
function wordsIn(written: string): { readonly words: readonly string[] } | EngineFault {
  const words = parse(written, (name) => `$${name}`);
  if (words.length === 0) return unusable('The engine has no name. Write `docker`, `podman`, `nerdctl`, or `sudo docker`.');
  if (!words.every((word) => typeof word === 'string'))
    return unusable(`The engine ${JSON.stringify(written)} isn't a program with its arguments. Write it as \`sudo docker\`.`);
  return { words };
}

function firstOnPath(env: NodeJS.ProcessEnv): { readonly words: readonly string[] } | EngineFault {
  const found = clients.find((client) => programOnPath(client, env));
  return found === undefined
    ? unusable('No container engine is on PATH: neither docker, podman, nor nerdctl. Install one, or name it with `--engine`.')
    : { words: [found] };
}

export function programOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return isAbsolute(folder) && statSync(path).isFile();
    } catch {
      return false; // not there, or not for this user
    }
  });
}

/** Whose command line these words begin, by the last that names a client. */
function clientOf(words: readonly string[]): ClientKind {
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  return clients.find((client) => client === names.findLast((name) => clients.some((each) => each === name))) ?? 'docker';
}

/** What to do about an engine that doesn't answer. */
async function explained(fault: EngineFault, engine: Engine, isDefault: boolean): Promise<EngineFault> {
  if (fault.kind === 'forbidden') return { ...fault, message: `${forbidden(fault, engine)}` };
  if (fault.kind === 'missing') return { ...fault, message: `${fault.message} Install it, or name another with \`--engine\`.` };
  if (fault.kind === 'timed out')
    return { ...fault, message: `${quoteForShell(engine.words)} gives no answer. ${waitingFor(engine)}` };
  if (fault.kind !== 'unreachable') return fault;
  const other = isDefault ? clients.find((client) => client !== engine.client && programOnPath(client, engine.env)) : undefined;
  const also = other === undefined ? '' : ` ${other} is installed, too: name it with \`--engine ${other}\`.`;
  return { ...fault, message: `${unreachable(fault, engine)}${also}` };
}

/** Where the client looks for its engine, if the environment says so. */
const hostOf = ({ env, client }: Engine): string | undefined =>
  client === 'podman' ? env['CONTAINER_HOST'] : env['DOCKER_HOST'];

const waitingFor = (engine: Engine): string => {
  const host = hostOf(engine);
  return host === undefined
    ? 'Restart it, such as with `sudo systemctl restart docker`.'
    : `Check that ${host} is up and can be reached from here.`;
};

function unreachable({ said }: EngineFault, engine: Engine): string {
  const name = quoteForShell(engine.words);
  if (/unable to parse docker host/i.test(said))
    return `DOCKER_HOST is ${hostOf(engine)}, which isn't an address. Write it as \`unix:///var/run/docker.sock\` or \`tcp://HOST:2376\`, or unset it.`;
  const host = hostOf(engine) ?? /\b(?:unix|tcp|ssh|npipe):\/\/[^\s;,"'?]*[^\s;,"'?.:]/.exec(said)?.[0];
  const variable =
    hostOf(engine) === undefined ? '' : `, which ${engine.client === 'podman' ? 'CONTAINER_HOST' : 'DOCKER_HOST'} names`;
  const where = host === undefined ? '' : ` at ${host}${variable}`;
  const context = /context "([^"]+)"/.exec(said)?.[1];
  if (context !== undefined) return `${name} has no context named ${context}. See \`${name} context ls\`.`;
  if (/rootless/.test(said))
    return `The rootless containerd isn't running. Start it with \`containerd-rootless-setuptool.sh install\`.`;
  if (engine.client === 'podman') return `No engine answers ${name}${where}. See \`${name} system connection list\`.`;
  const start =
    engine.client === 'nerdctl' ? '`sudo systemctl start containerd`' : '`sudo systemctl start docker`, or Docker Desktop';
  const remedy = variable === '' ? `Start it with ${start}.` : 'Start the engine there, or unset the variable.';
  return `No engine answers ${name}${where}. ${remedy}`;
}

function forbidden({ said }: EngineFault, engine: Engine): string {
  const name = quoteForShell(engine.words);
  if (/password is required|terminal is required/.test(said))
    return `\`${name}\` asks for a password, which cvl can't give. Run \`sudo -v\` first.`;
  if (/sudoers/.test(said)) return `This user may not run \`${name}\`. Ask for it in /etc/sudoers.`;
  const socket = socketIn(hostOf(engine)) ?? socketIn(said) ?? '/var/run/docker.sock';
  const group = groupOf(socket);
  const remedy =
    group === undefined
      ? ''
      : ` Run \`sudo usermod -aG ${group} ${userName()}\` and log in again, or use \`--engine ${quoteForShell([`sudo ${name}`])}\`.`;
  return `This user may not use the engine's socket ${socket}.${remedy}`;
}

const socketIn = (text: string | undefined): string | undefined => {
  const path = /unix:\/\/(\/[^\s:;,"'?]+)/.exec(text ?? '')?.[1];
  return path === undefined ? undefined : decodeURIComponent(path);
};

/** docker's packages give its socket to this group; others belong to root alone. */
function groupOf(socket: string): string | undefined {
  try {
    return statSync(socket).gid === 0 ? undefined : 'docker';
  } catch {
    return 'docker'; // in a folder that this user can't see
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '$USER'; // a user id without a name, as in containers
  }
}

/** Whether what the engine calls its own files are files of this machine. Docker Desktop and other hosts have machines of their own. */
export async function isOnThisMachine(engine: Engine): Promise<boolean> {
  const host = hostOf(engine) ?? (await contextHost(engine));
  return (
    process.platform === 'linux' && (host === undefined || (host.startsWith('unix://') && !host.includes('/.docker/desktop/')))
  );
}

/** Where docker's current context points. */
async function contextHost(engine: Engine): Promise<string | undefined> {
  if (engine.client !== 'docker') return undefined;
  const found = await ask(engine, ['context', 'inspect', '--format', '{{json .Endpoints.docker}}']);
  return found.ok ? textAt(parseJson(found.value), 'Host') : undefined;
}
