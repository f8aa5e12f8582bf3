import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/**
 * The bytes of a regular file. Undefined if it's anything else (a pipe, a device, a socket, a folder), missing, unreadable, or larger
 * than `maxBytes`. Opening never waits: a named pipe that nobody writes to is left alone. A link is followed unless `links` is false.
 */
export function readRegularFile(
  full: string,
  { maxBytes = Number.POSITIVE_INFINITY, links = true }: { readonly maxBytes?: number; readonly links?: boolean } = {},
): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(full, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (links ? 0 : (constants.O_NOFOLLOW ?? 0)));
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= maxBytes ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
