import { writeSync } from 'node:fs';
import { watchIntrinsics } from './intrinsics';
import { asLine, type Message } from './protocol';

/** The pipe to the parent. Written to synchronously, so that nothing is lost when the process ends or hangs at the next step. */
const parent = 3;

const { stringify } = JSON;

export function send(message: Message): void {
  let bytes = Buffer.from(`${asLine(message, stringify)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(parent, bytes));
}

const { setImmediate: soon } = globalThis;

/** Lets rejected promises and timers that are due be heard of. */
export const turn = (): Promise<void> => new Promise((resolve) => soon(resolve));

/** What has changed since this process began of all that code shares. */
const changedIntrinsic = watchIntrinsics();

/** The same as the end of a sentence. */
export function damage(): string | undefined {
  const changed = changedIntrinsic();
  return changed === undefined ? undefined : `it changes ${changed}, on which all other code relies`;
}
