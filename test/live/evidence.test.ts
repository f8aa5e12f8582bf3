import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMask } from '../../src/live/engine';
import type { Evidence } from '../../src/live/evidence/evidence';
import { evidenceAsJunit } from '../../src/live/evidence/junit';
import { evidenceAsHtml } from '../../src/live/evidence/page';
import { readOne } from '../../src/live/evidence/read';
import { maskedLines } from '../../src/live/verify/masked-lines';
import { cvl, demo, folderOf } from '../robustness/command';

const markup = `"><img src=x onerror=alert(1)>'&\u001b[31m`;

/** Evidence, all of whose free texts are markup. */
const evidence: Evidence = {
  format: 'cvl-verification/1',
  version: markup,
  example: 'examples/demo',
  metadata: 'examples/demo/example.yaml',
  commit: markup,
  uncommitted: [markup],
  started: '2026-01-01T00:00:00Z',
  ended: '2026-01-01T00:10:00Z',
  verdict: 'passed',
  interrupted: markup,
  extent: { quick: false, clean: false, twice: false, variables: { [markup]: markup }, timeoutSeconds: 7200 },
  machine: { engine: markup, gpus: [{ name: markup, memoryMib: null }] },
  steps: [
    {
      step: 'run',
      stage: { kind: 'training', name: markup },
      verdict: 'passed',
      seconds: 200,
      summary: markup,
      facts: [[markup, markup]],
      problems: [{ severity: 'error', check: markup, message: markup, place: markup }],
      logs: [markup],
      curves: [
        {
          name: markup,
          axis: 'step',
          points: [
            [0, 1],
            [1, null],
            [2, 0.5],
          ],
        },
      ],
    },
  ],
};

test('no text of evidence is markup in a page or a JUnit report, or reaches a terminal as it is', () => {
  const [step] = evidence.steps;
  const failed: Evidence = { ...evidence, verdict: 'failed', steps: [{ ...step!, verdict: 'failed' }] };
  for (const all of [[evidence], [evidence, failed]])
    for (const text of [evidenceAsHtml(all), evidenceAsJunit(all)]) {
      expect(text).not.toMatch(/<img|\u001b/);
      expect(text).toMatch(/&lt;img/);
    }
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const forge = (name: string, value: object): string => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'evidence.json'), JSON.stringify(value));
  return join(folder, name, 'evidence.json');
};

test.each<readonly [string, (step: Evidence['steps'][number]) => object]>([
  ['verdict', () => ({ verdict: markup })],
  ['step verdict', (step) => ({ steps: [{ ...step, verdict: markup }] })],
  ['severity', (step) => ({ steps: [{ ...step, problems: [{ severity: markup, check: '', message: '' }] }] })],
  ['place', (step) => ({ steps: [{ ...step, problems: [{ severity: 'error', check: '', message: '', place: {} }] }] })],
  ['points', (step) => ({ steps: [{ ...step, curves: [{ name: '', axis: 'step', points: [1] }] }] })],
  ['axis', (step) => ({ steps: [{ ...step, curves: [{ name: '', axis: markup, points: [] }] }] })],
  ['stage', (step) => ({ steps: [{ ...step, stage: null }] })],
  ['commit', () => ({ commit: 1 })],
  ['metadata', () => ({ metadata: ['a'] })],
  ['variables', () => ({ extent: { ...evidence.extent, variables: { a: {} } } })],
  ['GPUs', () => ({ machine: { gpus: [{ name: {}, memoryMib: 'x' }] } })],
  ['moment', () => ({ ended: markup })],
])('evidence of another form is left out: %s', (_, change) => {
  const file = forge('demo', { ...evidence, ...change(evidence.steps[0]!) });
  expect(readOne(file)).toBe("It isn't evidence of the form cvl-verification/1.");
});

test('a link, a pipe, and a folder are no evidence', () => {
  const file = forge('demo', evidence);
  symlinkSync(file, join(folder, 'link'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  for (const name of ['link', 'pipe', 'demo', 'missing']) expect(readOne(join(folder, name))).toBe("It can't be read.");
});

test('--collect writes the record into the metadata of an example that the repository has, and into no other file', () => {
  const other = 'name: other\n';
  const repository = folderOf({
    ...demo,
    '.github/workflows/ci.yaml': other,
    'examples/demo/notes.yaml': other,
    'examples/two/example.yaml': other,
  });
  forge('good', evidence);
  for (const [index, metadata] of [
    '.github/workflows/ci.yaml',
    'examples/demo/notes.yaml',
    '../outside.yaml',
    '/etc/passwd',
    'examples/demo/example.yaml',
  ].entries())
    forge(`bad-${index}`, { ...evidence, example: index === 4 ? 'examples/two' : `examples/none-${index}`, metadata });
  forge('moved', { ...evidence, example: 'examples/../examples/demo' });
  const { status, stderr } = cvl(repository, ['verify', '--collect', folder, '--output', join(folder, 'report'), '--write']);
  expect(status).toBe(2);
  expect(stderr.match(/^The verification of .* is not written into its metadata\. It has no metadata file\.$/gm)).toHaveLength(6);
  expect(readFileSync(join(repository, 'examples/demo/example.yaml'), 'utf8')).toMatch(/last_verified: 2026-01-01/);
  for (const file of ['.github/workflows/ci.yaml', 'examples/demo/notes.yaml', 'examples/two/example.yaml'])
    expect(readFileSync(join(repository, file), 'utf8')).toBe(other);
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
});

test('verify refuses an output folder behind a link out of the repository, and starts nothing', () => {
  const repository = folderOf({ ...demo, '.cvlrc': '' });
  symlinkSync(folder, join(repository, 'evidence'));
  const { status, stderr } = cvl(repository, ['verify', 'examples/demo', '--yes', '--output', 'evidence'], {
    PATH: `${fakeEngine()}:${process.env['PATH']}`,
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/--output .*evidence.*: A symbolic link on its path leads out of the repository\.\n$/),
  });
});

/** A folder with a docker that answers what it's asked, and does nothing. */
function fakeEngine(): string {
  const bin = folderOf({
    'docker.sh': '#!/bin/sh\ncase "$1" in version) echo \'{"Client":{"Version":"1"},"Server":{"Version":"1"}}\' ;; esac\n',
  });
  symlinkSync(join(bin, 'docker.sh'), join(bin, 'docker'));
  return bin;
}

describe('no secret is left in a log,', () => {
  const key = 'zQ8vN2kLpXw7';
  const pem = `-----BEGIN KEY-----\n${'A1b2'.repeat(10)}\n${'C3d4'.repeat(10)}\n-----END KEY-----`;
  const mask = createMask([
    ['HF_TOKEN', key],
    ['SSH_PRIVATE_KEY', pem],
  ]);
  const logged = (chunks: readonly (string | Uint8Array)[]): string => {
    let text = '';
    const lines = maskedLines(mask, (part) => {
      text += part;
    });
    for (const chunk of chunks) lines.push(Buffer.from(chunk));
    lines.end();
    return text;
  };

  test('wherever its chunks end', () => {
    const line = `using ${key} — ok\n`;
    for (let size = 1; size < 12; size++) {
      const bytes = Buffer.from(line);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(logged(chunks)).toBe('using *** — ok\n');
    }
  });

  test('of several lines', () => {
    expect(logged([pem.slice(0, 40), pem.slice(40, 70), `${pem.slice(70)}\n`])).not.toMatch(/A1b2|C3d4/);
  });

  test('in a line that never ends', () => {
    const text = logged([`${'word '.repeat(20_000)}`, key.slice(0, 5), `${key.slice(5)} end`]);
    expect(text.endsWith('word *** end')).toBe(true);
  });
});
