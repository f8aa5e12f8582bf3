import { findRuns, type Reader, type Run, type RunFile, readers, readRun } from '../../src/runs';

/** A file of the given text or bytes, handed out in chunks of `chunk` bytes. */
function fileOf(path: string, content: string | Uint8Array, chunk = 7): RunFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    path,
    size: bytes.byteLength,
    async *open(start = 0) {
      for (let at = start; at < bytes.byteLength; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

/** Reads a file with the named reader. */
export async function readWith(reader: string, path: string, content: string | Uint8Array, chunk = 4096): Promise<Run> {
  const found = readers.find(({ name }) => name === reader);
  if (found === undefined) throw new Error(`no reader ${reader}`);
  return readRun({
    path,
    files: [{ file: fileOf(path, content, chunk), reader: found, confidence: 1 }],
    checkpoints: [],
    adapters: [],
  });
}

/** Finds and reads all runs among files given as path → content. */
export async function runsIn(files: Readonly<Record<string, string | Uint8Array>>, more: readonly Reader[] = []): Promise<Run[]> {
  const groups = await findRuns(
    Object.entries(files).map(([path, content]) => fileOf(path, content, 997)),
    [...readers, ...more],
  );
  const runs: Run[] = [];
  for (const group of groups) runs.push(await readRun(group));
  return runs;
}

export function seriesNamed(run: Run, name: string, split?: string): Run['series'][number] {
  const found = run.series.find((series) => series.name === name && (split === undefined || series.split === split));
  if (found === undefined) throw new Error(`no series ${name}; there are ${run.series.map((series) => series.name).join(', ')}`);
  return found;
}
