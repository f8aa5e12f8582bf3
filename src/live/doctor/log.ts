import type { ContainerFacts, LogFacts } from '../../model/live/facts';
import { readers, readRun } from '../../runs';
import { createMask, type Engine, readLogs } from '../engine';

/** Bytes of the beginning and of the end of a log that are read. */
const maxBytes = 4 * 2 ** 20;
const lastLines = 10;

/** What a container printed, judged as the log of a run. Undefined if its log can't be read, as with other logging drivers. */
export async function logOf(
  engine: Engine,
  { id, environment }: ContainerFacts,
  signal: AbortSignal,
): Promise<LogFacts | undefined> {
  const text = await readLogs(engine, id, { maxBytes, signal });
  if (!text.ok) return undefined;
  const { head, tail, omitted } = text.value;
  const mask = createMask(environment, Object.entries(engine.env));
  return judgeLog(mask(omitted > 0 ? `${head}\n${tail}` : head + tail));
}

/** The errors of a text by the table that the logs of runs are read with, and its last lines. */
export async function judgeLog(text: string): Promise<LogFacts> {
  const bytes = new TextEncoder().encode(text);
  const reader = readers.find(({ name }) => name === 'text');
  const file = {
    path: 'log',
    size: bytes.length,
    async *open(): AsyncGenerator<Uint8Array> {
      yield bytes;
    },
  };
  const files = reader ? [{ file, reader, confidence: 1 }] : [];
  const { errors } = await readRun({ path: 'log', files, checkpoints: [], adapters: [] });
  const lines = text.split(/\r\n|[\r\n]/).filter((line) => line.trim() !== '');
  return {
    errors: errors.filter(({ survived }) => !survived).map(({ kind, message }) => ({ kind, message })),
    last: lines.slice(-lastLines),
  };
}
