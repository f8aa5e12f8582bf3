import { fstatSync } from 'node:fs';
import { ConfigurationError } from '../../config/errors';
import { reasonOf } from '../../files/problem';

/** Reads standard input to its end. Throws ConfigurationError. */
export async function standardInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  // Node takes a folder for an empty text.
  if (fstatSync(process.stdin.fd).isDirectory()) throw new ConfigurationError("Standard input can't be read. It is a folder.");
  try {
    for await (const chunk of process.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } catch (error) {
    throw new ConfigurationError(`Standard input can't be read. ${reasonOf(error)}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
