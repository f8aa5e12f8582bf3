import type { Stats } from 'node:fs';

/** Clocks of file systems count in steps of up to two seconds. */
const defaultRacyMs = 2000;
let racyStamps = 0;

/** What the system says of a file, and where it is if links led there. A file that changed just now never gets the same stamp twice. */
export function stampOf({ size, mtimeMs, ctimeMs, ino, mode }: Stats, target: string, racyMs = defaultRacyMs): string {
  const stamp = [size, mtimeMs, ctimeMs, ino, mode, target].join(' ');
  const isRacy = Math.max(mtimeMs, ctimeMs) > Date.now() - racyMs;
  return isRacy ? `${stamp} ~${racyStamps++}` : stamp;
}

/** Whether a stamp still says something later, in another process. */
export const isLasting = (stamp: string): boolean => !/ ~\d+$/.test(stamp);
