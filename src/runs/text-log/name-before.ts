/** The name before a number. */
export interface Named {
  /** Undefined: the text before the number is no name, or one of a step or an epoch. */
  readonly name?: string;
  /** A mark such as `:` or `=` follows the name. */
  readonly isMarked: boolean;
}

const MARK = /(?:["'`]\s*|(?<!\s)\s+)?(?:[:=]|->|→)\s*["']?\(?$/;
const NAMED_WHEN =
  /^(?:(?:train|training|val|validating|eval|evaluating|test|testing|global|current|total|completed|at|in|on)[ _/]?)*(?:num_updates|s|epochs?|ep|steps?|iters?|iterations?|it|batch(?:es)?|updates?|(?:训练|迭代)(?:次数|步数)|轮[次数])$/i;
/** Where a name begins: after a separator, a time, two spaces, or a dash between spaces. */
const NAME_START = /\d:\d\d:\d\d\s|[,;|\t(){}[\]<>"`]|(?<!\w)'|'(?!\w)|\s{2,}|\s[-–—•*]+\s|:\s|>\s/g;
/** `tests/test_losses.py` */
const FILE_NAME = /\.(?:py|ipynb|sh|js|ts|cc?|cpp|cu|hh?|hpp|go|rs|ya?ml|json|txt|md|pth?|ckpt|bin|safetensors|log)\b/i;
/** In parentheses after a name: `time(s)`, `elapsed time per iteration (ms)`, `memory(GiB)`. Anything else belongs to the name: `AP (M)`. */
const UNIT = /^(?:n|u|µ|m)?s(?:ec(?:onds?)?)?$|^min(?:utes)?$|^[KMGT]i?B$|^[a-z]{1,8}\/[a-z]{1,4}$|^%$/i;
const SUFFIX = /\s?\(([^()]{1,20})\)$/;
/** `device='cuda:0'` */
const DEVICE = /^(?:cuda|xpu|npu|hpu|mps)$/i;
/** A command line: `acc-tree-stats --ci-phones=1:2:3`. */
const FLAG = /(?:^|\s)--\w/;
const LONGEST = 60;
const MOST_WORDS = 5;

/** The name at the end of the text before a number. */
export function nameBefore(gap: string): Named {
  const marked = MARK.exec(gap);
  const before = marked === null ? gap.trimEnd() : gap.slice(0, marked.index);
  const suffix = SUFFIX.exec(before);
  const isUnit = suffix !== null && UNIT.test(suffix[1]!);
  const head = suffix === null ? before : before.slice(0, suffix.index);
  const base = lastName(head);
  if (base === undefined) return { isMarked: marked !== null };
  return { name: suffix === null || isUnit ? base : base + suffix[0], isMarked: marked !== null };
}

function lastName(text: string): string | undefined {
  let start = 0;
  NAME_START.lastIndex = 0;
  for (let found = NAME_START.exec(text); found !== null; found = NAME_START.exec(text)) start = found.index + found[0].length;
  const name = text
    .slice(start)
    .trim()
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .replace(/^(?:and|with|avg\.?|the|none|->)\s+/i, '')
    .replace(/^(train|training|valid|eval|test)_\d+'s\s+/, '$1 ')
    .replace(/^(training)'s\s+/, '$1 ')
    .replace(/^cv_agg's\s+(?!train|valid)/, 'valid ')
    .replace(/^cv_agg's\s+/, '')
    .replace(/^(?:轮[次数]?|个epoch)\s+/, '')
    .replace(/^[\w-]+=\S*\s+/, '')
    .replace(/^[\w-]+ = \S+\s+/, '')
    .replace(/^[\d.]{1,20}\s?(?:it\/s|s\/it|[mµnu]?s|secs?|min|%)\s+/, '');
  const isName =
    name.length <= LONGEST &&
    /\p{L}/u.test(name) &&
    name.split(/\s+/).length <= MOST_WORDS &&
    !NAMED_WHEN.test(name) &&
    !/^\d+epoch\b/.test(name) &&
    !DEVICE.test(name) &&
    !FLAG.test(name) &&
    !name.includes(' = ') &&
    !FILE_NAME.test(name);
  return isName ? name : undefined;
}
