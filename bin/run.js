#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import module from 'node:module';

const args = process.argv.slice(2);
const end = args.indexOf('--');
if (args.slice(0, end < 0 ? undefined : end).includes('--version') || args[0] === '-v' || args[0] === '-V') {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') return;
    process.exitCode = 2;
    process.stderr.write(`The version could not be written (${code}).\n`);
  });
  process.stdout.write(`${name} ${version}\n`);
} else {
  // Newer versions of Node keep compiled code between runs.
  module.enableCompileCache?.();
  const { run } = await import('../dist/cli.js');
  await run(args, import.meta.url);
}
