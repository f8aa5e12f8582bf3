import { timestampOf } from './timestamp';

/** What comes before the message of a line: times, levels, names of loggers, ranks of processes. */
export interface Prefix {
  /** Characters of it. */
  readonly length: number;
  /** Seconds since 1970, with the clock read as UTC; NaN: no date is given. */
  readonly time: number;
  /** Offset of the date's first digit. */
  readonly timeAt: number;
  /** Number of the process that wrote the line, as text; undefined: the line doesn't say. */
  readonly rank?: string;
  /** Offset of the rank's digits. */
  readonly rankAt: number;
  /** Names of loggers: fairseq's `train_inner`, `valid`. */
  readonly tag?: string;
}

/** `[rank0]:`, `[Rank 0/8]`, `[default3]:`, `rank 0: `, `(RayTrainWorker pid=123, ip=10.0.0.1)`, `[1,0]<stdout>:`. */
const RANKS: readonly RegExp[] = [
  /\[(?:local_?|global_?)?(?:rank|default|gpu|worker|proc(?:ess)?)[ _:=]?(\d{1,6})(?:\/\d{1,6})?\]:?/diy,
  /(?:local_|global_)?rank[ _:=]?(\d{1,6})(?:\/\d{1,6})?\]?(?::| \|| -)(?=\s)/diy,
  /\(\w{1,60} pid=(\d{1,9})(?:, ip=[\d.]{1,20})?\)/dy,
  /\[\d{1,6},(\d{1,6})\]<std(?:out|err)>:/dy,
  // OLMo: `host:0<tab>olmo.train:979<tab>INFO`
  /[\w.-]{1,60}:(\d{1,6})\t[\w.]{1,80}:\d{1,6}(?=\t[A-Z]{4,8}\t)/dy,
];
/** `srun --label` puts `3: ` before a line; so does a log whose lines begin with their step. It is a rank where the step comes later. */
const LABEL = /(\d{1,5}): (?=(?:TRAIN|VALIDATION|TEST) \[|.{0,80}?\b(?:rank|step|iter\w*|epoch)\b)/diy;
const RANKS_AND_LABEL: readonly RegExp[] = [...RANKS, LABEL];
/** The same rank once more: `2: [rank 2] step`, `[1,0]<stdout>:[0] step`. */
const AGAIN: readonly RegExp[] = [...RANKS, /\[(\d{1,6})\](?=\s)/dy];
const TIMES: readonly RegExp[] = [
  /\[?\d{4}[-/]\d\d[-/]\d\d[ T_]\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?=[\]\s:,|-]|$)\]?:?/y,
  /\[?(?:(?:\d\d[-/])?\d\d[-/]\d\d[ T])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?=[\] ])(?: [A-Za-z_][\w.]{0,60}(?=\]))?\]?:?(?=\s)/y,
  // HugeCTR: `[19d23h07m08s]`
  /\[\d{1,3}d\d\dh\d\dm\d\ds\]:?/y,
  /[IWEFD]\d{4} \d\d:\d\d:\d\d(?:\.\d{1,9})?\s{1,8}\d{1,20} [\w./<>-]{1,80}:\d{1,6}\]/y,
  /[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,60} [\w./-]{1,60}(?:\[\d{1,8}\])?:/y,
  /\[[A-Z]{4,8}\|(?:[\w./-]{1,80}:\d{1,6}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\]/y,
];
const LEVEL = /[[(]?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|NOTICE|TRACE)[\])]?(?=[\s:|\]-]|$)(?::[A-Za-z_][\w.]{0,60}:)?/y;
/** Only after a time or a level. */
const LOGGERS: readonly RegExp[] = [
  /\[[A-Za-z_][\w.]{0,60}(?::\d{1,6})?\]:?(?=[\s[])/y,
  /\([A-Za-z_][\w.]{0,60}:\d{1,6}\)/y,
  /[A-Za-z_][\w./-]{0,80}(?:\.(?:py|cc?|cpp|cu|go|rs)|:[A-Za-z_<][\w<>]{0,60}):\d{1,6}(?= [-|]|:? )/y,
  // Python's `%(filename)s[line:%(lineno)d]`
  /[A-Za-z_][\w./-]{0,80}\.py\[line:\d{1,6}\]:?(?=\s)/y,
  // log4j: `NCFOptimizer2$:251 - `
  /[A-Za-z_][\w.$]{0,80}:\d{1,6}(?= - )/y,
  /[A-Za-z_]\w{0,40} (?=(?:DEBUG|INFO|WARN|ERROR))/y,
  /([A-Za-z_][\w.\\/]{0,80}) (?=[-|] )/y,
  /[A-Za-z_]\w{0,60}\.[\w.]{1,80}(?::\d{1,6})?:?(?=\s)/y,
];
/** Before the first time: the host's name, the program's. */
const HOST = /\[[A-Za-z_][\w.-]{0,60}\]:?(?=\s?\[?\d{4}[-/])/y;
const BETWEEN = /(?:\s{1,40}|[-|:] |>> |-(?=(?:DEBUG|INFO|WARN|ERROR)))/y;

/** Words that say what a line is about, so a bracket or a name of them isn't a logger's. */
const CONTENT = /^\W?(?:(?:train(?:ing)?|val\w*|eval\w*|test(?:ing)?|batch)(?![a-z])|epoch|iter|step|loss|acc)/i;
/** A file of a program with a line of it, whatever its name says. */
const SOURCE = /\.py\[line:/;
const NO_LOGGER = /^(?:epoch|iter|step|batch|loss|acc)/i;
/** Parts at most, so that a long line of them costs nothing. */
const MOST_PARTS = 24;

export function prefixOf(text: string): Prefix {
  let at = 0;
  let time = Number.NaN;
  let timeAt = 0;
  let rank: string | undefined;
  let rankAt = 0;
  let tag: string | undefined;
  let isDated = false;
  /** The rank is what `srun --label` says: of a task, which may hold several processes that say their own. */
  let isLabel = false;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  const takeRank = (): boolean =>
    (rank === undefined ? RANKS_AND_LABEL : AGAIN).some((pattern) => {
      const from = at;
      const found = take(pattern);
      if (found === null) return false;
      const isMore = isLabel && RANKS.includes(pattern);
      if (rank !== undefined && found[1] !== rank && !isMore) {
        at = from;
        return false;
      }
      if (rank === undefined || isMore) rankAt = found.indices![1]![0];
      rank = found[1]!;
      isLabel = pattern === LABEL;
      return true;
    });
  const takeTime = (): boolean =>
    TIMES.some((pattern) => {
      const from = at;
      if (take(pattern) === null) return false;
      if (Number.isNaN(time)) {
        time = timestampOf(text.slice(from, at));
        timeAt = text[from] === '[' ? from + 1 : from;
      }
      isDated = true;
      return true;
    });
  const takeLevel = (): boolean => {
    const found = take(LEVEL) !== null;
    isDated ||= found;
    return found;
  };
  const takeLogger = (): boolean =>
    isDated &&
    LOGGERS.some((pattern) => {
      const from = at;
      const found = take(pattern);
      if (found === null) return false;
      const isContent = !SOURCE.test(found[0]) && (found[1] === undefined ? CONTENT : NO_LOGGER).test(found[0]);
      if (isContent) at = from;
      else tag = found[1] ?? tag;
      return !isContent;
    });

  let end = 0;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    if (take(BETWEEN) !== null) continue;
    if (!takeTime() && !takeRank() && !takeLevel() && !takeLogger() && take(HOST) === null) break;
    end = at;
  }
  const length = end === 0 ? 0 : at;
  return { length, time, timeAt, rankAt, ...(rank === undefined ? {} : { rank }), ...(tag === undefined ? {} : { tag }) };
}
