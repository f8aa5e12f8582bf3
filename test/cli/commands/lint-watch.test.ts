import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
const folder = mkdtempSync(join(tmpdir(), 'cvl-lint-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

test('prints what a change brings and how much it ends, and waits for the mend of a broken configuration', async () => {
  write('.cvlrc', 'rules: {}\n');
  write('train.sh', '#!/bin/bash\npip install torch>=2.1\n');
  const child = spawn(process.execPath, [bin, 'lint', '--watch'], { cwd: folder, env });
  let output = '';
  let look = (): void => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      look();
    });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  /** What was printed up to a text; it's forgotten then. */
  const until = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      look = () => {
        const at = output.indexOf(text);
        if (at < 0) return;
        resolve(output.slice(0, at));
        output = output.slice(at + text.length);
      };
      void ended.then(() => reject(new Error(`it ended before "${text}": ${output}`)));
      look();
    });
  try {
    expect(await until('1 problem in all. Waiting for changes; Ctrl-C ends.\n')).toContain('shell/redirect');
    write('train.sh', '#!/bin/bash\n\npip install torch>=2.1\npip install numpy>=2\n');
    const second = await until('1 new problem, 0 gone. 2 problems in all.');
    expect(second).toContain('train.sh changed.');
    expect(second).toContain("'numpy>=2'");
    expect(second).not.toContain("'torch>=2.1'");
    write('.cvlrc', 'rules: [\n');
    await until('.cvlrc changed.');
    expect(await until('Waiting for the next change')).toContain('.cvlrc:');
    write('.cvlrc', 'rules: { shell/redirect: off }\n');
    await until('0 new problems, 2 gone (shell/redirect). 0 problems in all.');
  } finally {
    child.kill('SIGINT');
    await ended;
  }
});
