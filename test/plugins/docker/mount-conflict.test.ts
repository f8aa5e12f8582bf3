import conflict from '../../../plugins/docker/rules/mount-conflict';
import point from '../../../plugins/docker/rules/mount-point';
import lost from '../../../plugins/docker/rules/output-lost';
import readonly from '../../../plugins/docker/rules/output-readonly';
import { report, script } from './report';

const training = (...lines: string[]) => ({
  'train.sh': script(...lines),
  Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
  'train.py': 'print(1)\n',
});

describe('conflicts', () => {
  const check = (...lines: string[]) => report([conflict, point, readonly, lost], { ...training(...lines), 'data/a.csv': '' });

  test('two mounts at one place', async () => {
    const found = await check('docker run -v "$DIR:/work" --mount "type=tmpfs,dst=/work/" demo');
    expect(found).toEqual([['mount-conflict twice', '/work/', expect.stringContaining('/work is mounted twice,')]]);
  });

  test('at one place on two paths', async () => {
    const lines = ['A=(-v "$DIR:/work")', 'if [ -n "${RO:-}" ]; then A=(-v "$DIR:/work:ro"); fi', 'docker run "${A[@]}" demo'];
    expect(await check(...lines)).toEqual([]);
    const added = ['A=(-v "$DIR:/work")', 'if [ -n "${RO:-}" ]; then A+=(-v "$DIR:/work:ro"); fi', 'docker run "${A[@]}" demo'];
    expect(await check(...added)).toEqual([['mount-conflict twice', '/work', expect.stringContaining('when RO is set')]]);
  });

  test('a mount in a read-only one needs its folder', async () => {
    const found = await check('docker run -v "$DIR:/work:ro" -v "$HOME/runs:/work/runs" demo');
    expect(found).toEqual([['mount-point absent', '/work/runs', expect.stringContaining('has no runs')]]);
    expect(await check('docker run -v "$DIR:/work:ro" -v "$HOME/data:/work/data" demo')).toEqual([]);
    expect(await check('docker run -v "$DIR:/work" -v "$HOME/runs:/work/runs" demo')).toEqual([]);
    expect(await check('docker run -v "$DIR:/work:ro" -v "$DIR:/work/x" -v "$HOME/runs:/work/x/data" demo')).toHaveLength(1);
  });

  test.each([
    ['an option', '-v "$DIR:/data:ro" demo python train.py --output_dir /data/out', '/data/out'],
    ['an option with an equals sign', '-v "$DIR:/data:ro" -w /data demo python train.py --output=out', '--output=out'],
    ['a variable', '-v "$DIR:/data:ro" -e OUTPUT_DIR=/data/out demo python train.py', '/data/out'],
  ])('%s that names a read-only mount for writing', async (_, flags, word) => {
    expect(await check(`docker run ${flags}`)).toEqual([
      ['output-readonly readonly', word, expect.stringContaining('/data is mounted read-only')],
    ]);
  });

  test('outputs beside a read-only mount', async () => {
    expect(await check('docker run -v "$DIR:/data:ro" -v "$DIR/out:/data/data" demo python x.py --output /data/data/1')).toEqual(
      [],
    );
  });
});
