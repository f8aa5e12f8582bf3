import { randomBytes } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { createWorkingFolder } from '../../files/working-folder';
import { quoteForShell } from '../../text/shell-quote';
import type { Engine } from '../engine';
import { type NotedCall, sudo, type WrapperSettings } from './wrapper';

/** Programs in front of those on PATH that pass on what scripts ask of an engine. */
export interface Wrapper {
  readonly id: string;
  /** For the script: with PATH, and with the variables. */
  readonly env: NodeJS.ProcessEnv;
  /** An entry of this environment that no other has: `NAME=value`. */
  readonly mark: string;
  calls(): readonly NotedCall[];
  remove(): void;
}

const clients = ['docker', 'podman', 'nerdctl', 'nvidia-docker'];
/** Where clients are installed: scripts may call them by these paths. */
const usualFolders = ['/usr/bin', '/usr/local/bin', '/bin', '/snap/bin', '/opt/homebrew/bin'];

/** `program`: the file of `engine-wrapper.js`. */
export function createWrapper({ env }: Engine, variables: { readonly [name: string]: string }, program: string): Wrapper {
  const folder = createWorkingFolder('cvl-verify-');
  const id = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const record = join(folder.path, 'calls.jsonl');
  const found = Object.fromEntries(
    [...clients, sudo].flatMap((client) => {
      const path = onPath(client, env);
      return path === undefined ? [] : [[client, path]];
    }),
  );
  const restored = { PATH: env['PATH'] ?? null, BASH_ENV: env['BASH_ENV'] ?? null };
  const settings: WrapperSettings = { clients: found, id, variables, record, restored };
  const settingsFile = folder.write('settings.json', JSON.stringify(settings));
  for (const client of Object.keys(found)) {
    const words = quoteForShell([process.execPath, program, settingsFile, client]);
    folder.write(`bin/${client}`, `#!/bin/sh\nexec ${words} "$@"\n`, 0o700);
  }
  const bin = join(folder.path, 'bin');
  const start = folder.write('start.bash', startOf(bin, found, env));
  return {
    id,
    mark: `CVL_VERIFICATION=${id}`,
    env: { ...env, ...variables, CVL_VERIFICATION: id, PATH: `${bin}${delimiter}${env['PATH'] ?? ''}`, BASH_ENV: start },
    calls: () => linesIn(record).flatMap(callIn),
    remove: folder.remove,
  };
}

/** What Bash reads before a script: functions with the names of paths stand in for clients that are called by their path. */
function startOf(bin: string, found: { readonly [client: string]: string }, env: NodeJS.ProcessEnv): string {
  const own = env['BASH_ENV'];
  const functions = Object.entries(found).flatMap(([client, path]) => {
    const usual = usualFolders.map((folder) => `${folder}/${client}`).filter(isProgram);
    const wrapper = quoteForShell([join(bin, client)]);
    return [...new Set([path, ...usual])].filter(isPlain).map((name) => `function ${name} { ${wrapper} "$@"; }\n`);
  });
  return `${own === undefined ? '' : `. ${quoteForShell([own])}\n`}${functions.join('')}`;
}

/** Bash takes such a path for the name of a function. */
const isPlain = (path: string): boolean => /^[\w./-]+$/.test(path);

/** A call that was noted, unless its line was cut off with the script. */
function callIn(line: string): readonly NotedCall[] {
  try {
    return [JSON.parse(line) as NotedCall];
  } catch {
    return [];
  }
}

function linesIn(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return []; // no call was noted
  }
}

function onPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, program))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
