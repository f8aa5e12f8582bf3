/**
 * The cost of `cvl lint` in a new process with all rules on, as a multiple of starting Node and of reading the files.
 * usage: node test/bench/lint.bench.mjs FOLDER [RUNS]     (a git checkout; default $CVL_CORPUS, 5 runs; `npm run build` first)
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const corpus = process.argv[2] ?? process.env.CVL_CORPUS;
const runs = Number(process.argv[3] ?? 5);
const command = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

function bench(root) {
  const start = best(['-e', '0'], root);
  const version = best([command, '--version'], root);
  const lint = best([command, 'lint', '--no-progress', '--format', `json:${devNull}`], root);
  const { milliseconds, files, bytes } = read(root);
  const row = (name, { wall, cpu }) =>
    console.log(
      `${name.padEnd(14)} ${(wall / 1000).toFixed(3)} s wall  ${(cpu / 1000).toFixed(3)} s CPU  ${(wall / start.wall).toFixed(1)}× node`,
    );
  console.log(`node ${process.version}, best of ${runs}`);
  row('node -e 0', start);
  row('cvl --version', version);
  row('cvl lint', lint);
  console.log(`reading ${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${(milliseconds / 1000).toFixed(3)} s`);
  console.log(`cvl lint = ${(lint.wall / milliseconds).toFixed(1)}× reading`);
}

/** The shortest wall time of several runs, and the CPU time of one more, in milliseconds. */
function best(args, cwd) {
  const timed = Array.from({ length: runs }, () => {
    const from = performance.now();
    spawn(args, cwd);
    return performance.now() - from;
  });
  const [, , , cpu] = spawn(['--import', tellCpu, ...args], cwd);
  return { wall: Math.min(...timed), cpu: Number(cpu) / 1000 };
}

/** Makes a process write its CPU time, in microseconds, to file descriptor 3. */
const tellCpu =
  'data:text/javascript,import { writeSync } from "node:fs"; process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); });';

function spawn(args, cwd) {
  const stdio = ['ignore', 'ignore', 'pipe', 'pipe'];
  const { status, stderr, output } = spawnSync(process.execPath, args, {
    cwd,
    stdio,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return output;
}

/** Reads every file that git lists, one after the other. */
function read(root) {
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\0');
  const from = performance.now();
  let bytes = 0;
  let files = 0;
  for (const path of paths) {
    if (path === '' || !existsSync(join(root, path))) continue;
    try {
      bytes += readFileSync(join(root, path)).length;
      files++;
    } catch {
      // It's the folder of a submodule.
    }
  }
  return { milliseconds: performance.now() - from, files, bytes };
}

if (!corpus || !existsSync(corpus)) {
  console.error('Name a checkout with examples.');
  process.exitCode = 2;
} else bench(corpus);
