import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a program answers to some words. */
export interface Recorded {
  readonly stdout?: string;
  readonly stderr?: string;
  /** Default 0. */
  readonly code?: number;
}

/**
 * Puts a program into a folder for PATH that answers what was recorded, by its words joined with spaces; a key that ends in `*` stands for
 * all words that begin so. The first that fits counts. To other words, it fails with exit code 99 and says which.
 */
export function writeDouble(folder: string, name: string, answers: Readonly<Record<string, Recorded | string>>): void {
  mkdirSync(folder, { recursive: true });
  const cases = Object.entries(answers).map(([words, answer], index) => {
    const { stdout = '', stderr = '', code = 0 } = typeof answer === 'string' ? { stdout: answer } : answer;
    const file = join(folder, `.${name}-${index}`);
    writeFileSync(`${file}.out`, stdout);
    writeFileSync(`${file}.err`, stderr);
    const pattern = words.endsWith('*') ? `${quoted(words.slice(0, -1))}*` : quoted(words);
    return `${pattern}) cat ${quoted(`${file}.out`)}; cat ${quoted(`${file}.err`)} >&2; exit ${code};;`;
  });
  const path = join(folder, name);
  writeFileSync(
    path,
    `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\n*) printf 'nothing was recorded for: %s\\n' "$*" >&2; exit 99;;\nesac\n`,
  );
  chmodSync(path, 0o755);
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
