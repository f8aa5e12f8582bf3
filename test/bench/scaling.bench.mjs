/**
 * How the CPU time of a lint grows with its input: every generator below at 1×, 4× and 10×, with the exponent between 1× and 10×.
 * Ten times the input may take twelve times as long. Exits with 1 where a generator takes longer.
 * usage: node test/bench/scaling.bench.mjs [WORD …]     (only generators whose names contain one of the words)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { build } from 'esbuild';
import { bundling } from '../../scripts/source.mjs';
import { generators } from './generators.mjs';

const factors = [1, 4, 10];
const most = 12;
/** Times below this are mostly noise, in milliseconds. */
const floor = 40;
/** A generator is given up after this, in milliseconds. */
const patience = 120_000;

if (isMainThread) await measureAll(process.argv.slice(2));
else await measure(workerData);

async function measureAll(words) {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-scaling-'));
  const outfile = join(folder, 'subject.mjs');
  try {
    await build({ ...bundling, entryPoints: ['test/robustness/subject.ts'], outfile });
    const failed = [];
    console.log(`${'input'.padEnd(44)}${'1×'.padStart(8)}${'4×'.padStart(8)}${'10×'.padStart(8)} ms   exponent`);
    for (const name of Object.keys(generators)) {
      if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
      const times = await inWorker(name, outfile);
      const holds = times.length === factors.length && times.at(-1) <= most * Math.max(times[0], floor);
      const exponent = times.length === factors.length ? Math.log10(times.at(-1) / Math.max(times[0], floor)) : undefined;
      const shown = factors.map((_, index) => (times[index] === undefined ? '-' : times[index].toFixed(0)).padStart(8)).join('');
      const verdict = holds ? '' : `  more than ${most}×`;
      console.log(`${name.padEnd(44)}${shown}      ${exponent === undefined ? '-' : exponent.toFixed(2).padStart(5)}${verdict}`);
      if (!holds) failed.push(name);
    }
    console.log(failed.length === 0 ? 'All hold.' : `${failed.length} do not hold: ${failed.join(', ')}`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The times that came within the limit: a worker can be ended from outside, whatever it is doing. */
function inWorker(name, outfile) {
  return new Promise((resolve) => {
    const times = [];
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { name, outfile } });
    const timer = setTimeout(() => worker.terminate(), patience);
    worker.on('message', (time) => times.push(time));
    worker.on('error', (error) => console.error(`${name}: ${error.stack ?? error}`));
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve(times);
    });
  });
}

async function measure({ name, outfile }) {
  const { lintFiles, exampleWith } = await import(pathToFileURL(outfile).href);
  const { size, files } = generators[name];
  const once = async (count) => {
    const made = exampleWith(files(count));
    const before = process.cpuUsage();
    const result = await lintFiles(made);
    const { user, system } = process.cpuUsage(before);
    if (result.crashed) console.error(`${name}: ${result.findings.find(({ rule }) => rule === 'internal/rule-crashed').message}`);
    return (user + system) / 1000;
  };
  for (let warm = 0; warm < 2; warm++) await once(size);
  for (const factor of factors) {
    const runs = factor === 1 ? 3 : 2;
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) best = Math.min(best, await once(size * factor));
    parentPort.postMessage(best);
  }
}
