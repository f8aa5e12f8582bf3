import fc from 'fast-check';
import { type KnownShape, knownShape, matchShape } from '../../src/runs/text-log/known-shape';
import { createScan, scanShape } from '../../src/runs/text-log/shape-scan';

const part = fc.constantFrom(
  'step',
  ' ',
  '  ',
  '=',
  '==',
  '...',
  '1',
  '-2',
  '3.5',
  '4e-3',
  'a1',
  '_7',
  '.5',
  ': ',
  '|',
  '█',
  '██',
  '训',
  '-',
  '+',
  '/',
  '\t',
  '12',
  '0',
  '\u0001',
  'e5',
  '%',
);
const line = fc.array(part, { maxLength: 14 }).map((parts) => Buffer.from(parts.join('')));

const scanned = (bytes: Buffer): { ok: boolean; shape: string; slots: string[]; wide: boolean; known: KnownShape } => {
  const scan = createScan();
  const ok = scanShape(scan, bytes, 0, bytes.length);
  return {
    ok,
    shape: Buffer.from(scan.shape.subarray(0, scan.length)).toString('latin1'),
    slots: slotsOf(scan, bytes),
    wide: scan.wide,
    known: knownShape(scan),
  };
};

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);

const slotsOf = (scan: ReturnType<typeof createScan>, bytes: Buffer): string[] =>
  Array.from({ length: scan.count }, (_, slot) => bytes.toString('utf8', scan.starts[slot], scan.ends[slot]));

test('matching a shape finds what scanning the line finds', () => {
  fc.assert(
    fc.property(line, line, (known, other) => {
      const left = scanned(known);
      const right = scanned(other);
      fc.pre(left.ok && right.ok);
      const scan = createScan();
      for (const [bytes, result] of [
        [other, right],
        [known, left],
      ] as const) {
        const matches = matchShape(scan, left.known, { bytes, view: viewOf(bytes) }, 0, bytes.length);
        expect(matches).toBe(result.shape === left.shape);
        if (matches) expect([slotsOf(scan, bytes), scan.wide]).toEqual([result.slots, result.wide]);
      }
    }),
    { numRuns: 20000 },
  );
});

test.each([
  ['step 12 loss 0.5', 'step 7 loss 1e-5', true],
  ['step 12 loss 0.5', 'step 7 loss 1', false],
  ['step 12 loss 0.5', 'step 7  loss 0.5', false],
  ['step  12 loss 0.5', 'step    7 loss 0.25', true],
  ['loss1 0.5', 'loss2 0.5', false],
  ['loss -0.5', 'loss 0.5', false],
  ['a 10%|███  |', 'a 90%|█████████  |', true],
])('%s ~ %s: %s', (left, right, same) => {
  expect(scanned(Buffer.from(left)).shape === scanned(Buffer.from(right)).shape).toBe(same);
});
