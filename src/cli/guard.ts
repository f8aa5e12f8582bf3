import { writeSync } from 'node:fs';
import { relative } from 'node:path';
import { loadModule } from '../config/code';
import { messageOf } from '../config/errors';
import { visible } from '../reporters/text/visible';
import { sentence } from '../text/sentence';

/**
 * Loads code of a configuration into this process, for commands that run no rules or show runs. If it ends the process, or throws in a
 * timer, the command isn't taken for a success: a sentence names the file, and the exit code is 2.
 */
export function loadGuarded(file: string, root: string): Promise<unknown> {
  guard(relative(process.cwd(), file));
  return loadModule(file, root);
}

const guarded: string[] = [];
let isOver = false;

/** Node's own code where nothing is left to do and the main module still waits. */
const unsettled = 13;

function guard(file: string): void {
  guarded.push(file);
  if (guarded.length > 1) return;
  process.on('beforeExit', () => {
    isOver = true;
  });
  process.on('exit', (given) => {
    const code = Number(process.exitCode ?? given);
    // From 128 on, a signal ended it.
    if ((isOver && code !== unsettled) || code >= 128) return;
    process.exitCode = 2;
    say(`Code of the configuration (${guarded.join(', ')}) ended cvl, or never finishes loading.`);
  });
  const stray = (error: unknown): void => {
    isOver = true;
    say(`Code of the configuration (${guarded.join(', ')}) failed: ${sentence(messageOf(error))}`);
    process.exit(2);
  };
  process.on('uncaughtException', stray).on('unhandledRejection', stray);
}

const say = (text: string): number => writeSync(2, `${visible(text)}\n`);
