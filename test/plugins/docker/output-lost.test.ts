import lost from '../../../plugins/docker/rules/output-lost';
import { script, words as wordsOf } from './report';

const training = (...lines: string[]) => ({
  'train.sh': script(...lines),
  Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
  'train.py': 'print(1)\n',
});

describe('where the program is made to write', () => {
  const words = (flags: string, more = '') =>
    wordsOf(lost, training(`docker run ${flags} -v "$DIR:/workspace" -w /workspace demo python train.py ${more}`));

  test.each([
    ['--rm', '--output_dir /outputs', [['lost', '/outputs']]],
    ['--rm -e OUTPUT_DIR="${OUTPUT_DIR:-/outputs}"', '', [['lost', '/outputs']]],
    ['--rm', '--output_dir /workspace/outputs', []],
    ['--rm', '--output_dir outputs', []],
    ['--rm', '--output_dir /tmp/outputs', [['lost', '/tmp/outputs']]],
    ['', '--output_dir /outputs', []],
    ['--rm $MORE', '--output_dir /outputs', []],
  ])('docker run %s … %s', async (flags, more, expected) => {
    expect(await words(flags, more)).toEqual(expected);
  });

  test('by another script, at the word there', async () => {
    const found = await wordsOf(lost, {
      ...training(
        'OUT="${1:-/workspace/out}"',
        'docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py --output_dir "$OUT"',
      ),
      'nightly.sh': script('DEFAULT=/nightly', 'bash "$DIR/train.sh" "$DEFAULT"'),
    });
    expect(found).toEqual([['lost', '/nightly']]);
  });
});
