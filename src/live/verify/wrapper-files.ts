import { randomBytes } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { createWorkingFolder } from '../../files/working-folder';
import { quoteForShell } from '../../text/shell-quote';
import type { Engine } from '../engine';
import type { NotedCall, WrapperSettings } from './wrapper';

/** Programs in front of those on PATH that pass on what scripts ask of an engine. */
export interface Wrapper {
  readonly id: string;
  /** For the script: with PATH, and with the variables. */
  readonly env: NodeJS.ProcessEnv;
  calls(): readonly NotedCall[];
  remove(): void;
}

const clients = ['docker', 'podman', 'nerdctl', 'nvidia-docker'];

/** `program`: the file of `engine-wrapper.js`. */
export function createWrapper({ env }: Engine, variables: { readonly [name: string]: string }, program: string): Wrapper {
  const folder = createWorkingFolder('cvl-verify-');
  const id = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const record = join(folder.path, 'calls.jsonl');
  const found = Object.fromEntries(
    clients.flatMap((client) => {
      const path = onPath(client, env);
      return path === undefined ? [] : [[client, path]];
    }),
  );
  const settings: WrapperSettings = { clients: found, id, variables, record };
  const settingsFile = folder.write('settings.json', JSON.stringify(settings));
  for (const client of Object.keys(found)) {
    const words = quoteForShell([process.execPath, program, settingsFile, client]);
    folder.write(`bin/${client}`, `#!/bin/sh\nexec ${words} "$@"\n`, 0o700);
  }
  return {
    id,
    env: { ...env, ...variables, PATH: `${join(folder.path, 'bin')}${delimiter}${env['PATH'] ?? ''}` },
    calls: () => linesIn(record).flatMap(callIn),
    remove: folder.remove,
  };
}

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
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    });
}
