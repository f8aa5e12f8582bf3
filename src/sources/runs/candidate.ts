import { encodingOf, head, withoutControls } from './bytes';
import type { Candidate, Reader, RunFile } from './reader';

const HEAD = 16 << 10;

/** Files whose name or ending no reader wants are not opened at all. */
const WANTED =
  /\.(?:csv|tsv|jsonl?|ndjson|log|txt|out|err|ya?ml|wandb|stdout|stderr)$|tfevents|^(?:log|nohup|stdout|stderr|output)$|\.(?:out|log|o|e)\.?\d+$/i;

/** Files with a wanted ending that every repository has and no run leaves. */
const KNOWN =
  /^(?:example|docker-compose.*|compose|environment|conda.*|mkdocs|action|\.pre-commit-config)\.ya?ml$|^requirements.*\.txt$|^(?:package|package-lock|tsconfig|jsconfig)\.json$|^(?:licen[cs]e|notice|readme|cmakelists)\.txt$/i;

export const isWanted = (name: string): boolean => WANTED.test(name) && !KNOWN.test(name);

export async function candidateOf(file: RunFile, siblings: readonly string[]): Promise<Candidate> {
  const bytes = await head(file, HEAD);
  const text = bytes[0] === 0 && bytes[1] === 0 ? await head(file, HEAD, true) : bytes;
  return {
    path: file.path,
    name: file.path.slice(file.path.lastIndexOf('/') + 1),
    size: file.size,
    head: bytes,
    text: withoutControls(new TextDecoder(encodingOf(text)).decode(text)),
    siblings,
  };
}

/** The reader that is surest, and how sure. A reader that throws does not want the file. */
export function surest(candidate: Candidate, readers: readonly Reader[]): { reader: Reader; confidence: number } | undefined {
  let best: { reader: Reader; confidence: number } | undefined;
  for (const reader of readers) {
    const confidence = ask(reader, candidate);
    if (confidence > (best?.confidence ?? 0)) best = { reader, confidence };
  }
  return best;
}

function ask(reader: Reader, candidate: Candidate): number {
  try {
    const confidence = reader.detect(candidate);
    return confidence >= 0 && confidence <= 1 ? confidence : 0;
  } catch {
    return 0;
  }
}
