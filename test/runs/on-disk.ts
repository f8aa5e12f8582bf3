import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFile } from '../../src/runs';

/** All files below a folder, for the tests over real logs. Chunks of odd size, so that lines and records are cut anywhere. */
export function filesBelow(root: string, chunk = 65_521): RunFile[] {
  return (readdirSync(root, { recursive: true }) as string[])
    .map((path) => path.split('\\').join('/'))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort()
    .map((path) => ({
      path,
      size: statSync(join(root, path)).size,
      open: () => createReadStream(join(root, path), { highWaterMark: chunk }),
    }));
}

/** The folder of shared logs: `CVL_SHARED`, else `../shared` beside the repository; undefined: absent. */
export function sharedLogs(): string | undefined {
  const folder = join(process.env['CVL_SHARED'] ?? join(process.cwd(), '..', 'shared'), 'logs');
  return existsSync(folder) ? folder : undefined;
}
