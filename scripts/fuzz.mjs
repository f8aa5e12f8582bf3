/**
 * Lints changed copies of the fixtures, cases and samples: no rule crashes, nothing takes longer than `--limit` seconds, two runs give
 * the same reports, places are inside their texts, and fixes don't break a text. Prints its seed; the same seed gives the same inputs.
 * An input that fails is written as a folder that `cvl lint` can read.
 * usage: npm run fuzz -- --seconds 600 [--seed N] [--inputs N] [--limit SECONDS] [--out FOLDER]
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Ajv2020 from 'ajv/dist/2020.js';
import { chance, mutated } from '../test/fuzz/mutate.mjs';

if (isMainThread) await main();
else await work(workerData);

async function main() {
  const { build } = await import('esbuild');
  const { bundling, root } = await import('./source.mjs');
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      inputs: { type: 'string' },
      limit: { type: 'string', default: '20' },
      out: { type: 'string', default: join(tmpdir(), 'cvl-fuzz') },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'cvl-fuzz-source-'));
  const outfile = join(folder, 'subject.mjs');
  try {
    await build({ ...bundling, entryPoints: ['test/fuzz/subject.ts'], outfile });
    const run = { outfile, root, seed: Number(values.seed), out: values.out, limit: Number(values.limit) * 1000 };
    const end = Date.now() + Number(values.seconds) * 1000;
    console.log(`seed ${run.seed}`);
    const { inputs, failures, slowest } = await runAll(
      run,
      end,
      values.inputs ? Number(values.inputs) : Number.POSITIVE_INFINITY,
    );
    console.log(`${inputs} inputs, ${failures} failures, slowest ${(slowest.time / 1000).toFixed(1)} s (input ${slowest.input})`);
    process.exitCode = failures === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs inputs in a worker that is ended from outside where one takes too long; the next worker goes on behind it. */
async function runAll(run, end, most) {
  const total = { inputs: 0, failures: 0, slowest: { time: 0, input: 0 } };
  for (let from = 0; from < most && Date.now() < end; ) from = await oneWorker(run, from, end, most, total);
  return total;
}

function oneWorker(run, from, end, most, total) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { ...run, from },
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    let current = from;
    let started = Date.now();
    let isReady = false;
    const fail = (input, faults, note = '') => {
      total.failures++;
      console.log(`input ${input}: ${faults.join('; ').slice(0, 600)}${note}`);
    };
    const finish = (next, afterwards = () => {}) => {
      clearInterval(timer);
      worker
        .terminate()
        .then(afterwards)
        .then(() => resolve(next), reject);
    };
    const timer = setInterval(() => {
      if (isReady && Date.now() - started > run.limit) {
        fail(current, [`takes longer than ${run.limit / 1000} s`], ` → ${join(run.out, `${run.seed}-${current}`)}`);
        finish(current + 1);
      }
    }, 500);
    worker.on('message', ({ ready, done, faults, folder }) => {
      if (ready) isReady = true;
      else {
        const time = Date.now() - started;
        if (time > total.slowest.time) total.slowest = { time, input: done };
        total.inputs++;
        if (faults.length > 0) fail(done, faults, ` → ${folder}`);
        current = done + 1;
      }
      started = Date.now();
      if (current < most && Date.now() < end) return;
      finish(most, () => rmSync(join(run.out, `${run.seed}-${current}`), { recursive: true, force: true }));
    });
    worker.on('error', (error) => {
      fail(current, [`ends the process: ${error.message}`]);
      finish(current + 1);
    });
  });
}

async function work({ outfile, root, seed, from, out }) {
  const { seeds, faultsOf } = await import(pathToFileURL(outfile).href);
  const all = seeds(root);
  const sarifFault = sarifValidator(root);
  await faultsOf(all[0], sarifFault);
  parentPort.postMessage({ ready: true });
  for (let input = from; ; input++) {
    const files = mutated(all, chance(seed + input * 7919));
    const folder = join(out, `${seed}-${input}`);
    // Written first, and removed where nothing is wrong: an input that never ends is there as well.
    write(folder, files);
    let faults;
    try {
      faults = await faultsOf(files, sarifFault);
    } catch (error) {
      faults = [`throws: ${error.stack ?? error}`];
    }
    if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
    parentPort.postMessage({ done: input, faults, folder });
    // A turn of the event loop, so that the message leaves.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Why a report isn't valid by the schema of SARIF, which is packaged for Linux only. */
function sarifValidator(root) {
  const path = join(root, 'node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json');
  if (!existsSync(path)) return () => undefined;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(path, 'utf8')));
  return (text) => (validate(JSON.parse(text)) ? undefined : JSON.stringify(validate.errors?.[0]));
}

function write(folder, files) {
  for (const [path, bytes] of Object.entries(files)) {
    const target = normalize(join(folder, path));
    if (!target.startsWith(folder)) continue;
    try {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, bytes);
    } catch {
      // A name that this file system doesn't take, or a file where another input has a folder.
    }
  }
}
