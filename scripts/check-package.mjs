/**
 * Checks the package as users get it, from the last build: that npm, bundlers, and TypeScript find what package.json names, and that the
 * files which the README links to are in it. Prints what is wrong.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './source.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cvl-package-'));
try {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename, files }] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
  const tarball = readFileSync(join(folder, filename));
  const faults = [
    ...(await publishFaults(tarball)),
    ...(await typeFaults(tarball)),
    ...linkFaults(files.map(({ path }) => path)),
  ];
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function publishFaults(tarball) {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer } });
  return messages.map((message) => `publint: ${formatMessage(message, pkg)}`);
}

/** cvl is ESM alone, and Node.js before `exports` can't run it, so those resolutions don't count. The schema is JSON without types. */
async function typeFaults(tarball) {
  const result = await checkPackage(createPackageFromTarballData(tarball), { excludeEntrypoints: ['./cvlrc.schema.json'] });
  if (!result.types) return ['attw: The package has no types.'];
  return result.problems
    .filter(({ resolutionKind }) => resolutionKind !== 'node10' && resolutionKind !== 'node16-cjs')
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
}

function linkFaults(paths) {
  const links = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g);
  const missing = new Set([...links].map(([, link]) => link).filter((link) => !paths.some((path) => path === link)));
  return [...missing].map((link) => `README.md links to ${link}, which isn't in the package.`);
}
