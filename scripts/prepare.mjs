/**
 * Builds the package. First installs what the build needs, where npm hasn't: with `npm install --global` from a git repository, as
 * pre-commit does it, npm installs the dependencies globally as well, without the development ones.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(`${cwd}node_modules`)) {
  const env = { ...process.env, npm_config_global: 'false' };
  execFileSync('npm', ['ci', '--ignore-scripts', '--include=dev'], { cwd, env, stdio: 'inherit' });
}
await import('./build.mjs');
