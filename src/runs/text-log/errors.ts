import type { RunErrorKind } from '../model/run';
import type { At, RunSink } from '../reader';

const KINDS: readonly (readonly [RegExp, RunErrorKind])[] = [
  [
    /CUDA out of memory|torch\.(?:cuda\.)?OutOfMemoryError|CUDNN_STATUS_ALLOC_FAILED|CUDA_ERROR_OUT_OF_MEMORY|OOM when allocating tensor|ResourceExhaustedError/,
    'cuda-out-of-memory',
  ],
  [/KeyboardInterrupt/, 'interrupted'],
  [/DUE TO TIME LIMIT/, 'time-limit'],
  [/slurmstepd: error: .{0,200}CANCELLED|\bCANCELLED AT\b/, 'cancelled'],
  [
    /oom[-_]kill|Out of memory: Kill|^(?:\S+: )?MemoryError|DefaultCPUAllocator: (?:can't allocate|not enough) memory/,
    'out-of-memory',
  ],
  [
    /^Killed\s*$|: line \d+:\s+\d+ Killed\b|^(?:\S*\s+)?\d+ Killed\b|died with <Signals\.SIGKILL|exitcode\s*: -9\b|Received SIGTERM/,
    'killed',
  ],
  [/Segmentation fault/, 'segmentation-fault'],
  [/: line \d+: +\d+ Aborted\b|\bAborted +\(core dumped\)/, 'aborted'],
  [/No space left on device/, 'disk-full'],
  [
    /NCCL (?:error|timeout)|retrieving ncclUniqueId .{0,200}got error|DistStoreError|ncclSystemError|ncclUnhandledCudaError|Watchdog caught collective operation timeout/,
    'communication',
  ],
  [/Error response from daemon:/, 'error'],
  [/CUDA error|cuDNN error|CUBLAS_STATUS|device-side assert/, 'cuda'],
  [
    /[Ll]oss (?:is|was|became) (?:nan|inf|NaN|Inf|not finite)|[Dd]iverged with loss = NaN|NaN loss during training|stopping training.{0,200}(?:nan|NaN)|Invalid loss, terminating training/,
    'nan-stop',
  ],
];

/** What may come before a traceback: a rank, a logger's prefix. */
const PREFIX = /^(?:\[?rank\s?\d+\]?:?\s?|wandb: |\[[^\]]{1,40}\]:? |\d+: )+/i;
const LAST_LINE =
  /^[\w.]*(?:Error|Exception|Interrupt|Exit|Warning|Timeout|Failure|Fault|Abort|StopIteration|Killed|Unpickling)\w{0,80}(?::|$)|^[A-Za-z_][\w.]*: /;
/** Lines of a traceback at most. */
const LONGEST = 2000;
/** Characters of a message that goes on below it, and lines of it at most. */
const LONGEST_MESSAGE = 450;
const MOST_BELOW = 4;
/** What an exception prints below its message: detectron2's `loss_dict = {…}`, the values of a tensor; and the lines that it goes on in. */
const BELOW = /^(?:[A-Za-z_]\w{0,40} = [{[(]|tensor\(|\[\[)/;
const GOES_ON = /^\s+\S/;

/** Whether a line may report trouble, by cheap inclusion tests. */
export const looksLikeTrouble = (line: string): boolean =>
  line.includes('rror') ||
  line.includes('raceback') ||
  line.includes('Killed') ||
  line.includes('CANCELLED') ||
  line.includes('Interrupt') ||
  line.includes('emory') ||
  line.includes('fault') ||
  line.includes('Aborted') ||
  line.includes('No space') ||
  line.includes('NCCL') ||
  line.includes('SIG') ||
  line.includes('oom') ||
  line.includes('nan') ||
  line.includes('NaN') ||
  line.includes('not finite') ||
  line.includes('Invalid loss');

export interface TroubleWatch {
  /** True: the line belongs to a report of trouble. `shift`: UTF-16 units of the line that were cut off before `text`. */
  line(text: string, number: number, shift?: number): boolean;
  /** A traceback has begun, and its last line hasn't come yet. */
  isOpen(): boolean;
  end(): void;
}

interface Announced {
  readonly isOpen: boolean;
  /** Reports the message at once, unless it ends in a colon. */
  begin(error: { readonly kind: RunErrorKind; readonly message: string; readonly at: At; readonly messageAt: At }): void;
  /** True: the line belongs to the message. */
  line(text: string): boolean;
  give(): void;
}

/** Messages that go on in the indented lines below: `Error(s) in loading state_dict for Net:`, and then which keys are missing. */
function createAnnounced(sink: Pick<RunSink, 'error'>): Announced {
  let open: { kind: RunErrorKind; message: string; at: At; messageAt: At; lines: number } | undefined;

  function give(): void {
    if (open === undefined) return;
    const { kind, message, at, messageAt } = open;
    open = undefined;
    sink.error(kind, message.replace(/(?<!:):+$/, ''), at, messageAt);
  }

  return {
    get isOpen() {
      return open !== undefined;
    },
    begin(error) {
      give();
      open = { ...error, lines: 0 };
      if (!error.message.endsWith(':')) give();
    },
    line(text) {
      if (open === undefined) return false;
      const isBelow = /^\s+\S/.test(text);
      if (isBelow) {
        open.lines += 1;
        open.message = `${open.message} ${text.trim()}`.slice(0, LONGEST_MESSAGE);
      }
      if (!isBelow || open.lines === MOST_BELOW || open.message.length === LONGEST_MESSAGE) give();
      return isBelow;
    },
    give,
  };
}

/** Reports tracebacks, which span many lines, and single lines of trouble. */
export function createTroubleWatch(sink: Pick<RunSink, 'error'>): TroubleWatch {
  let open: { at: At; lines: number } | undefined;
  /** The line before ended a traceback, or belongs to what its exception prints. */
  let below: 'message' | 'values' | undefined;
  const announced = createAnnounced(sink);

  function end(): void {
    announced.give();
    if (open === undefined) return;
    sink.error('traceback', 'an incomplete traceback', open.at);
    open = undefined;
  }

  function inTraceback(text: string, number: number): boolean {
    if (open === undefined) return false;
    open.lines += 1;
    const bare = text.replace(PREFIX, '');
    if (bare.trim() === '' || /^\s/.test(bare)) {
      if (open.lines > LONGEST) end();
      return true;
    }
    if (!LAST_LINE.test(bare)) {
      // Another process may write in between. A traceback that goes on for long without its last line is dropped.
      if (open.lines > LONGEST) end();
      return false;
    }
    const messageAt = { line: number, column: text.length - bare.length + 1 };
    announced.begin({ kind: kindOf(bare) ?? 'traceback', message: bare.trim(), at: open.at, messageAt });
    open = undefined;
    return true;
  }

  return {
    line(text, number, shift = 0) {
      if (announced.line(text)) return true;
      const isBelow = below !== undefined && (BELOW.test(text) || (below === 'values' && GOES_ON.test(text)));
      below = isBelow ? 'values' : undefined;
      if (isBelow) return true;
      const start = text.indexOf('Traceback (most recent call last)');
      if (start !== -1) {
        // Several processes that fail together interleave their output: one report stands for those that were cut off.
        open = { at: { line: number, column: start + 1 }, lines: 0 };
        return true;
      }
      if (inTraceback(text, number)) {
        if (open === undefined) below = 'message';
        return true;
      }
      if (!looksLikeTrouble(text)) return false;
      const kind = kindOf(text);
      if (kind === undefined) {
        const plain = /^(?:\S+ )?([A-Z]\w*(?:Error|Exception)): /.exec(text);
        if (plain === null || /warning/i.test(text)) return false;
        sink.error('error', text.trim(), { line: number, column: 1 });
        return true;
      }
      sink.error(kind, text.trim(), { line: number, column: shift + text.length - text.trimStart().length + 1 });
      return true;
    },
    isOpen: () => open !== undefined || announced.isOpen || below !== undefined,
    end,
  };
}

function kindOf(text: string): RunErrorKind | undefined {
  return KINDS.find(([pattern]) => pattern.test(text))?.[1];
}
