import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname } from 'node:path';
import { reasonOf } from '../files/problem';
import { appendReport } from '../files/report';
import { programAfterSudo, type Rewritten, rewrite, sudo, type WrapperSettings } from '../live/verify/wrapper';

/** What scripts call instead of an engine's client while they're verified: `engine-wrapper.js SETTINGS docker run …`. */
const [settingsFile = '', called = '', ...given] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as WrapperSettings;
const programAt = called === sudo ? programAfterSudo(given) : -1;
const client = called === sudo ? basename(given[programAt] ?? '') : called;
/** The words in front of those that are the client's own. */
const before = [settings.clients[called] ?? called, ...given.slice(0, programAt + 1)];
const words = given.slice(programAt + 1);
const isOther = called === sudo && settings.clients[client] === undefined;
const { words: rewritten, call, afterwards }: Rewritten = isOther ? { words, call: undefined } : rewrite(client, words, settings);

/** Without the note, what the script started would not be compared with what it asked for, so it isn't started. */
function noted(): boolean {
  try {
    if (call) appendReport(dirname(settings.record), settings.record, `${JSON.stringify({ ...call, at: Date.now() })}\n`);
    return true;
  } catch (error) {
    process.stderr.write(`cvl can't note that ${client} is called, so it isn't. ${reasonOf(error)}\n`);
    process.exitCode = 125;
    return false;
  }
}

if (noted()) {
  const [program = '', ...flags] = before;
  for (const [name, value] of Object.entries(settings.restored))
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  const child = spawn(program, [...flags, ...rewritten], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', ({ message }) => {
    process.stderr.write(`${client} can't be started: ${message}\n`);
    process.exitCode = 127;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    // 125: the engine made no container, so the name is that of another.
    if (afterwards && code !== 125) spawnSync(program, [...flags, ...afterwards, `${afterwards.at(-1)}-${process.pid}`]);
  });
}
