import { nameOf } from '../../text/path';
import { chineseOr, encodingOf, readBytes, withoutControls } from '../formats/bytes';
import type { Candidate, Reader, RunFile } from '../reader';

const HEAD = 16 << 10;
const LF = 10;

/** Endings and names of logs. Of YAML, only the files that hold a run's configuration. */
const LOG =
  /\.(?:csv|tsv|jsonl?|ndjson|log|txt|out|err|wandb|stdout|stderr)$|tfevents|^(?:hparams|args|opt|hyp|config|params)\.ya?ml$|^(?:log|nohup|stdout|stderr|output)$|\.(?:out|log|o|e)\.?\d+$/i;
/** Files with such an ending that every repository or model has and no run leaves behind. */
const NO_LOG =
  /^(?:environment|requirements.*|licen[cs]e|notice|readme|cmakelists|merges|(?:.*[^a-z])?vocab)\.txt$|^(?:package|package-lock|tsconfig|jsconfig|tokenizer|added_tokens|(?:.*[^a-z])?vocab)\.json$/i;
const SOUNDS_LIKE_A_LOG = /log|train|metric|result|histor|state|scalar|epoch|run/i;
/** A folder with more files of one ending holds data (labels, annotations), not logs. */
const CROWD = 200;

/** Which files of a folder to open, by its path and their names alone. */
export function logFilter(folder: string, names: readonly string[], readers: readonly Reader[]): (name: string) => boolean {
  if (readers.some(({ folders }) => folders?.test(folder))) return () => true;
  const endings = new Map<string, number>();
  for (const name of names) endings.set(endingOf(name), (endings.get(endingOf(name)) ?? 0) + 1);
  const patterns = readers.flatMap((reader) => reader.names ?? []);
  return (name) => {
    if (patterns.some((pattern) => pattern.test(name))) return true;
    if (!LOG.test(name) || NO_LOG.test(name)) return false;
    return (endings.get(endingOf(name)) ?? 0) <= CROWD || SOUNDS_LIKE_A_LOG.test(name);
  };
}

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What the readers may look at of a file. */
export async function candidateOf(file: RunFile, siblings: readonly string[]): Promise<Candidate> {
  const bytes = await readBytes(file, HEAD);
  const text = bytes[0] === 0 && bytes[1] === 0 ? await readBytes(file, HEAD, { skipZeros: true }) : bytes;
  return {
    path: file.path,
    name: nameOf(file.path),
    size: file.size,
    head: bytes,
    text: withoutControls(chineseOr(new TextDecoder(encodingOf(text)).decode(text), text.subarray(0, text.lastIndexOf(LF) + 1))),
    siblings,
  };
}

/** The reader that is surest of a file, and how sure it is. A reader that throws doesn't recognize the file. */
export function bestReader(candidate: Candidate, readers: readonly Reader[]): { reader: Reader; confidence: number } | undefined {
  let best: { reader: Reader; confidence: number } | undefined;
  for (const reader of readers) {
    const confidence = confidenceOf(reader, candidate);
    if (confidence > (best?.confidence ?? 0)) best = { reader, confidence };
  }
  return best;
}

function confidenceOf(reader: Reader, candidate: Candidate): number {
  try {
    const confidence = reader.detect(candidate);
    return confidence >= 0 && confidence <= 1 ? confidence : 0;
  } catch {
    return 0;
  }
}
