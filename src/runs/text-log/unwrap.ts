/**
 * What tensors, arrays and NumPy scalars are printed with around their value. Blanked out, so the value is where it was:
 * `tensor(0.5, device='cuda:0', grad_fn=<MulBackward0>)`, `np.float64(0.5)`, `Array([0.5], dtype=float32)`,
 * `<tf.Tensor: shape=(), dtype=float32, numpy=0.5>`, `Tensor(shape=[1], dtype=float32, place=Place(gpu:0), stop_gradient=False, [0.5])`.
 */
const WRAPPED =
  /(?<lead>(?<![\w.])(?:(?:\w{1,12}\.){0,2}(?:tensor|array|DeviceArray|Parameter|float\d{1,3}|int\d{1,3})\(\[{0,3}|Tensor\(shape=\[[\d, ]{0,20}\][^[]{0,120}\[{1,3}|<tf\.Tensor: [^>]{0,80}?numpy=\[{0,3})\s{0,8})(?<value>[-+]?(?:\d[\d.]{0,30}(?:e[-+]?\d{1,4})?|\.\d{1,30}|nan|inf))\s{0,8}\]{0,3}(?:,[^()[\]{}]{0,120}(?:\([^()]{0,40}\))?)?[)>]/gi;
const WRAPPERS = /ensor|rray|float\d|int\d|Parameter\(/;

export function unwrapped(line: string): string {
  if (!WRAPPERS.test(line)) return line;
  return line.replace(WRAPPED, (whole: string, ...rest: unknown[]) => {
    const { lead, value } = rest.at(-1) as { lead: string; value: string };
    return (' '.repeat(lead.length) + value).padEnd(whole.length);
  });
}

const TUPLE = /\((["'][\w ./@%:-]{1,60}["']), ?(?=[-+]?(?:\d|\.\d|nan\b|inf\b))/g;

/** `OrderedDict([('epoch', 0), ('loss', 1.5)])`, with the tuples as `'loss': 1.5`. Values stay where they were. */
export function withoutTuples(line: string): string {
  if (!(line.includes("[('") || line.includes('[("'))) return line;
  return line.replace(TUPLE, (whole: string, name: string) => ` ${name}:`.padEnd(whole.length));
}

const OVERLAPS = /(?<=\p{L}@?| )[[(]0?\.?(\d{1,3}):0?\.?(\d{1,3})[\])](?=["']?\s{0,3}[:=|])/gu;

/** PaddleDetection: `mAP(0.50, 11point) = 45.30%` */
const VOC_OVERLAP = /(?<=\bmAP)\(0\.(\d\d), (?:11point|integral)\)(?=\s?=)/g;

/** `mAP@[.5:.95]: 0.31`, `mAP (50:95): 0.31`: the overlaps as a part of the name, `mAP@50_95`. */
export function withoutOverlaps(line: string): string {
  if (!/AP/i.test(line)) return line;
  const plain = line.replace(VOC_OVERLAP, (whole: string, at: string) => `_${at}`.padEnd(whole.length));
  return plain.replace(OVERLAPS, (whole: string, from: string, to: string) =>
    `${from.padEnd(2, '0')}_${to.padEnd(2, '0')}`.padEnd(whole.length).slice(0, whole.length),
  );
}
