import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { appendReport } from '../files/report';
import { rewrite, type WrapperSettings } from '../live/verify/wrapper';

/** What scripts call instead of an engine's client while they're verified: `engine-wrapper.js SETTINGS docker run …`. */
const [settingsFile = '', client = '', ...words] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as WrapperSettings;
const { words: rewritten, call } = rewrite(client, words, settings);
if (call) appendReport(dirname(settings.record), settings.record, `${JSON.stringify({ ...call, at: Date.now() })}\n`);
const child = spawn(settings.clients[client] ?? client, rewritten, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('error', ({ message }) => {
  process.stderr.write(`${client} can't be started: ${message}\n`);
  process.exitCode = 127;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
});
