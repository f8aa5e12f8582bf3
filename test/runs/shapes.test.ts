import fc from 'fast-check';
import { type KnownShape, knownShape, matchShape } from '../../src/runs/text-log/known-shape';
import { hasLayout, layoutOf } from '../../src/runs/text-log/line-layout';
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
  ',',
  ',123',
  '1,085',
  '\u001b[92m',
  '\u001b[',
);
const line = fc.array(part, { maxLength: 14 }).map((parts) => Buffer.from(parts.join('')));

const scanned = (bytes: Buffer): { ok: boolean; shape: string; slots: string[]; known: KnownShape } => {
  const scan = createScan();
  const ok = scanShape(scan, bytes, 0, bytes.length);
  return {
    ok,
    shape: Buffer.from(scan.shape.subarray(0, scan.length)).toString('latin1'),
    slots: slotsOf(scan, bytes),
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
        if (matches) expect(slotsOf(scan, bytes)).toEqual(result.slots);
      }
    }),
    { numRuns: 20000 },
  );
});

test('a line that has the layout of another one has its numbers at the same places', () => {
  const reDigit = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(line, reDigit, line, (known, digits, other) => {
      const scan = createScan();
      fc.pre(known.length >= 4 && scanShape(scan, known, 0, known.length));
      const layout = layoutOf(scan, known, 0, known.length)!;
      const slots = (bytes: Buffer): string[] =>
        Array.from(layout.starts, (start, slot) => bytes.toString('utf8', start, layout.ends[slot]));
      const changed = Buffer.from(known.toString().replace(/\d/g, (digit, at) => String(digits[at] ?? digit)));
      for (const bytes of [known, changed, other.subarray(0, known.length)]) {
        if (bytes.length !== known.length) continue;
        const { ok, shape, slots: found } = scanned(bytes);
        const isSame = ok && shape === scanned(known).shape;
        if (hasLayout(layout, viewOf(bytes), 0)) expect([isSame, slots(bytes)]).toEqual([true, found]);
        else if (bytes === changed) expect(isSame).toBe(false);
      }
      // Nothing beside the line counts.
      const inside = Buffer.concat([Buffer.from('7a'), known, Buffer.from('9')]);
      expect(hasLayout(layout, viewOf(inside), 2)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['step 12 loss 0.5', 'step 7 loss 1e-5', true],
  ['step 12 loss 0.5', 'step 7 loss 1', false],
  ['step 12 loss 0.5', 'step 7  loss 0.5', false],
  ['step  12 loss 0.5', 'step    7 loss 0.25', true],
  ['at 1,085,512 tok', 'at 85,512 tok', true],
  ['at 1,085 tok', 'at 85 tok', false],
  ['at 1,085 tok', 'at 1085,2 tok', false],
  ['loss1 0.5', 'loss2 0.5', false],
  ['loss -0.5', 'loss 0.5', false],
  ['a 10%|███  |', 'a 90%|█████████  |', true],
])('%s ~ %s: %s', (left, right, same) => {
  expect(scanned(Buffer.from(left)).shape === scanned(Buffer.from(right)).shape).toBe(same);
});
