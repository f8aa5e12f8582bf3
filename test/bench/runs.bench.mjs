/**
 * The speed and memory of the readers of training logs, as ratios: a 1 GB text log compared with `wc -l`, and a 300 MB event file and
 * a 300 MB CSV compared with reading the bytes. Each reader runs in a process of its own, which gives its own peak memory.
 *
 * What didn't make the text log faster: scanning for words in the same loop as a line's shape, native comparison of its literal parts
 * (a call costs more than comparing the few bytes), and looking for line ends in JavaScript, four bytes at a time (3 times slower than
 * `indexOf`). What did: statistics of many values at once (a third of their time), checksums of lengths that came up before, the tag that
 * followed last time, cells that are read while they're cut, kinds of lines that never say anything (13 times faster with addresses),
 * remembering shapes (8 times faster), expecting the shape that followed last time (half of the rest), statistics
 * without an object for each value, comparing a line with one of its shape and length four bytes at a time (a third of the rest),
 * and short numbers in whole numbers of the processor.
 *
 *   node test/bench/runs.bench.mjs            all kinds, at full size
 *   node test/bench/runs.bench.mjs text 100   one kind, with 100 MB
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MEGABYTE = 1_000_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Sizes and limits of peak memory, in MB. */
const KINDS = {
  text: { name: 'train.log', size: 1000, reader: 'text', against: 'wc -l' },
  records: { name: 'train.log', size: 200, reader: 'text', against: 'wc -l' },
  bars: { name: 'train.log', size: 100, reader: 'text', against: 'wc -l' },
  addresses: { name: 'train.log', size: 100, reader: 'text', against: 'wc -l' },
  events: { name: 'events.out.tfevents.1.host', size: 300, reader: 'tensorboard', against: 'reading the bytes' },
  csv: { name: 'metrics.csv', size: 300, reader: 'lightning/csv', against: 'reading the bytes' },
};
const MEMORY = 250;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-bench-'));
  try {
    const bundle = await bundleSource(folder);
    const wanted = process.argv[2];
    for (const [kind, { name, size, reader, against }] of Object.entries(KINDS)) {
      if (wanted !== undefined && wanted !== kind) continue;
      const path = join(folder, name);
      await WRITERS[kind](path, Number(process.argv[3] ?? size) * MEGABYTE);
      const bytes = statSync(path).size;
      const base =
        against === 'wc -l'
          ? time('wc', ['-l', path])
          : time(process.execPath, [fileURLToPath(import.meta.url), '--bytes', path]);
      const own = time(process.execPath, [fileURLToPath(import.meta.url), '--read', bundle, path, reader]);
      const { values, rss, seconds, cpu } = JSON.parse(own.output);
      const line = [
        `${kind}: ${(bytes / MEGABYTE).toFixed(0)} MB`,
        `${against} ${base.seconds.toFixed(2)} s`,
        `cvl ${own.seconds.toFixed(2)} s (${seconds.toFixed(2)} s without start)`,
        `user CPU ${cpu.toFixed(2)} s, ${(bytes / MEGABYTE / cpu).toFixed(0)} MB/s of it`,
        `ratio ${(own.seconds / base.seconds).toFixed(1)}`,
        `${values} values`,
        `peak memory ${rss.toFixed(0)} MB${rss > MEMORY ? ` — OVER ${MEMORY} MB` : ''}`,
      ];
      console.log(line.join(' · '));
      if (rss > MEMORY) process.exitCode = 1;
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The faster of two runs. The first one fills the page cache. */
function time(command, args) {
  let best = Number.POSITIVE_INFINITY;
  let output = '';
  for (let round = 0; round < 2; round++) {
    const start = process.hrtime.bigint();
    const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}`);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
    output = done.stdout;
  }
  return { seconds: best, output };
}

async function bundleSource(folder) {
  const { build } = await import('esbuild');
  const { parse } = await import('yaml');
  const outfile = join(folder, 'runs.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/runs/index.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'yaml-data',
        setup(builder) {
          builder.onLoad({ filter: /\.ya?ml$/ }, ({ path }) => ({
            contents: JSON.stringify(parse(readFileSync(path, 'utf8'))),
            loader: 'json',
          }));
        },
      },
    ],
  });
  return outfile;
}

async function readOne(bundle, path, readerName) {
  const { readers, readRun } = await import(pathToFileURL(bundle).href);
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  const file = { path, size: statSync(path).size, open: () => createReadStream(path, { highWaterMark: 1 << 18 }) };
  const reader = readers.find(({ name }) => name === readerName);
  const run = await readRun({ path, files: [{ file, reader, confidence: 1 }], checkpoints: [], adapters: [] });
  const values = run.series.reduce((total, series) => total + series.count, 0);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const cpu = (process.cpuUsage().user - before.user) / 1e6;
  console.log(JSON.stringify({ values, seconds, cpu, rss: process.resourceUsage().maxRSS / 1000 }));
}

async function readBytes(path) {
  let sum = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) sum += chunk.length;
  console.log(sum);
}

/** Writes the texts of `piece(index)` until the file is large enough. */
function fill(path, size, piece) {
  const file = openSync(path, 'w');
  let written = 0;
  let index = 0;
  let batch = [];
  let batched = 0;
  while (written + batched < size) {
    const bytes = piece(index++);
    batch.push(bytes);
    batched += bytes.length;
    if (batched > 1 << 20) {
      writeSync(file, typeof bytes === 'string' ? batch.join('') : Buffer.concat(batch));
      written += batched;
      batch = [];
      batched = 0;
    }
  }
  writeSync(file, typeof batch[0] === 'string' ? batch.join('') : Buffer.concat(batch));
  closeSync(file);
}

const noise = (index) => Math.sin(index * 12.9898) * 0.05;

const WRITERS = {
  /** The output of a training script: one line in three has metrics, the others are progress bars and messages of libraries. */
  text(path, size) {
    fill(path, size, (index) => {
      const step = index * 3;
      const loss = (2.5 / (1 + index / 50_000) + noise(index)).toFixed(4);
      // As Python's logging writes it: `2023-11-14 22:13:20,350`.
      const clock = new Date(1_700_000_000_000 + index * 350).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',');
      return (
        `${clock} INFO trainer: step ${step} | loss: ${loss} | lr: 3.0e-04 | grad_norm: ${(1 + noise(index + 7)).toFixed(3)} | tokens/s: 51234\n` +
        `${clock} DEBUG loader: fetched shard part-${String(index % 512).padStart(5, '0')}.tar from cache, queue is at ${index % 64} of 64\n` +
        `${clock} DEBUG nccl: all-reduce bucket ${index % 7} done in ${(index % 900) + 100} us\n`
      );
    });
  },
  /** Nothing but records of metrics, as MMEngine prints them. */
  records(path, size) {
    fill(path, size, (index) => {
      const loss = (2.5 / (1 + index / 50_000) + noise(index)).toFixed(4);
      const clock = new Date(1_700_000_000_000 + index * 35_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ')
        .replaceAll('-', '/');
      const batch = String(((index % 100) + 1) * 50).padStart(4);
      return `${clock} - mmengine - INFO - Epoch(train) [${Math.floor(index / 100) + 1}][${batch}/5000]  lr: 1.0000e-02  eta: 1:00:00  time: 0.3512  data_time: 0.0051  memory: 4021  loss: ${loss}  loss_cls: ${loss}\n`;
    });
  },
  /** Progress bars that are drawn again and again. */
  bars(path, size) {
    fill(path, size, (index) => {
      const [epoch, batch] = [Math.floor(index / 400), index % 400];
      const blocks = '█'.repeat(batch / 40).padEnd(10);
      const loss = (2.5 / (1 + index / 50_000) + noise(index)).toFixed(3);
      return `${batch === 0 && index > 0 ? '\n' : ''}\rEpoch ${epoch}: ${Math.floor(batch / 4)}%|${blocks}| ${batch}/400 [00:10<00:12, 10.02it/s, loss=${loss}]`;
    });
  },
  /** Messages that name addresses and functions, so that no two are of one shape, and few records. */
  addresses(path, size) {
    fill(path, size, (index) =>
      index % 20 === 0
        ? `step=${index} loss=${(2.5 / (1 + index / 50_000) + noise(index)).toFixed(4)} lr=0.0003\n`
        : `[rank${index % 8}]:W1128 torch/_dynamo/convert_frame.py:${index % 900}] [${index % 5}/8] hit config.cache_size_limit (64) for f_${index % 700} at 0x${(index * 7919).toString(16)}\n`,
    );
  },
  /** Lightning's sparse rows, with all digits of the numbers. */
  csv(path, size) {
    let first = true;
    fill(path, size, (index) => {
      const head = first ? 'epoch,grad_norm,lr,step,train_loss_epoch,train_loss_step,val_acc,val_loss\n' : '';
      first = false;
      const epoch = Math.floor(index / 1000);
      const step = index * 50 + 49;
      const loss = 2.5 / (1 + index / 50_000) + noise(index);
      const row = `${epoch},${1 + noise(index + 7)},0.0003,${step},,${loss},,\n`;
      return (
        head +
        (index % 1000 === 999
          ? `${row}${epoch},,,${step},,,${0.5 + noise(index)},${loss * 1.1}\n${epoch},,,${step},${loss},,,\n`
          : row)
      );
    });
  },
  /** Scalar events with eight tags, in the records of PyTorch's SummaryWriter. */
  async events(path, size) {
    const { maskedCrc32c } = await crc();
    const tags = [
      'train/loss',
      'train/accuracy',
      'train/lr',
      'val/loss',
      'val/accuracy',
      'grad_norm',
      'epoch',
      'perf/tokens_per_second',
    ];
    fill(path, size, (index) => {
      const tag = Buffer.from(tags[index % tags.length]);
      const step = Math.floor(index / tags.length);
      const value = Buffer.alloc(5);
      value[0] = 0x15;
      value.writeFloatLE(2.5 / (1 + step / 50_000) + noise(index), 1);
      const item = Buffer.concat([Buffer.from([0x0a, tag.length]), tag, value]);
      const summary = Buffer.concat([Buffer.from([0x0a, item.length]), item]);
      const time = Buffer.alloc(9);
      time[0] = 0x09;
      time.writeDoubleLE(1_700_000_000 + index * 0.05, 1);
      const data = Buffer.concat([time, Buffer.from([0x10, ...varint(step)]), Buffer.from([0x2a, summary.length]), summary]);
      const frame = Buffer.alloc(16 + data.length);
      frame.writeUInt32LE(data.length);
      frame.writeUInt32LE(maskedCrc32c(frame, 0, 8), 8);
      data.copy(frame, 12);
      frame.writeUInt32LE(maskedCrc32c(data, 0, data.length), 12 + data.length);
      return frame;
    });
  },
};

function varint(value) {
  const bytes = [];
  while (value > 127) {
    bytes.push((value & 127) | 128);
    value = Math.floor(value / 128);
  }
  return [...bytes, value];
}

async function crc() {
  const { transformSync } = await import('esbuild');
  const source = transformSync(readFileSync(join(root, 'src/runs/formats/crc32c.ts'), 'utf8'), {
    loader: 'ts',
    format: 'esm',
  }).code;
  const path = join(mkdtempSync(join(tmpdir(), 'cvl-crc-')), 'crc32c.mjs');
  writeFileSync(path, source);
  try {
    return await import(pathToFileURL(path).href);
  } finally {
    rmSync(join(path, '..'), { recursive: true, force: true });
  }
}

if (process.argv[2] === '--read') await readOne(process.argv[3], process.argv[4], process.argv[5]);
else if (process.argv[2] === '--bytes') await readBytes(process.argv[3]);
else await main();
