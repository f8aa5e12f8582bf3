import type { Word } from '../shell';
import { type CommandOptions, type CommandSpec, commonSpec, readCommand, requireOperands, requireReference } from './command';
import { flagTable } from './flags';
import type { Part } from './part';

/** What a `docker tag` asks for. An operand is null where it isn't there. */
interface TagSpec extends CommandSpec {
  readonly source: Part | null;
  readonly target: Part | null;
}

/** Reads the words after `docker tag`. Never throws. */
export function readTag(words: readonly Word[], { engine, at }: CommandOptions = {}): TagSpec {
  const reading = readCommand(words, flagTable('tag'), engine);
  requireOperands('docker tag', 2, reading, at);
  const [source = null, target = null] = reading.args.operands;
  if (target) {
    const refusal = `Error parsing reference: ${JSON.stringify(target.text)} is not a valid repository/tag`;
    requireReference(target, reading, (reason) => `${refusal}: ${reason}`);
  }
  return { ...commonSpec(reading), source, target };
}
