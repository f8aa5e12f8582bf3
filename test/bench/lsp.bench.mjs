/**
 * How long `cvl lsp` takes to judge an edit that isn't saved, and how much memory it needs after many.
 * usage: node test/bench/lsp.bench.mjs FOLDER [EDITS]     (a git checkout; default $CVL_CORPUS, 200 edits; `npm run build` first)
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)(
  'vscode-languageserver/node',
);
const root = process.argv[2] ?? process.env.CVL_CORPUS;
const edits = Number(process.argv[3] ?? 200);
const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** Every edit is judged when the server answers with the actions of its document: those wait for the judgment. */
async function bench() {
  const child = spawn(process.execPath, [bin, 'lsp', '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const uriOf = (path) => pathToFileURL(path === '' ? root : join(root, path)).href;
  let sent = 0;
  connection.onNotification('textDocument/publishDiagnostics', () => sent++);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: uriOf(''), capabilities: {} });
  void connection.sendNotification('initialized', {});
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\0')
    .filter((path) => /(?:\.(?:sh|py)|example\.yaml|Dockerfile|README\.md)$/.test(path) && existsSync(join(root, path)));
  const judged = async (path) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const started = performance.now();
    await connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: [] },
    });
    return performance.now() - started;
  };
  const times = [];
  const first = [];
  for (let edit = 0; edit < edits; edit++) {
    const path = files[(Math.floor(edit / 20) * 7919) % files.length];
    const text = readFileSync(join(root, path), 'utf8');
    const textDocument = { uri: uriOf(path), version: edit };
    if (edit % 20 === 0) {
      void connection.sendNotification('textDocument/didOpen', { textDocument: { ...textDocument, languageId: '', text } });
      first.push(await judged(path));
    }
    const changed = `${text}\n# edit ${edit}\n${edit % 3 === 0 ? 'docker run -it ubuntu' : ''}\n`;
    void connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text: changed }] });
    times.push(await judged(path));
    if (edit % 20 === 19) void connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }
  const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]?.toFixed(0);
  const row = (name, found) => {
    const sorted = [...found].sort((a, b) => a - b);
    console.log(
      `${name.padEnd(16)} median ${share(sorted, 0.5)} ms, 95 % ${share(sorted, 0.95)} ms, longest ${share(sorted, 1)} ms`,
    );
  };
  console.log(`node ${process.version}, ${files.length} files, ${edits} edits, ${sent} reports`);
  row('a file opened', first);
  row('an edit', times);
  console.log(`memory          ${memoryOf(child.pid)}`);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
}

/** Resident memory, now and at most, where Linux tells. */
function memoryOf(pid) {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return status === '' ? 'unknown' : `${megabytes('VmRSS')} MB, at most ${megabytes('VmHWM')} MB`;
}

if (!root || !existsSync(root)) {
  console.error('Name a checkout with examples.');
  process.exitCode = 2;
} else await bench();
