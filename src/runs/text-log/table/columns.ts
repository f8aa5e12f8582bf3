import type { MetricName } from '../../model/series';
import { isMeasure } from '../../names/metric-name';
import printed from '../../tables/printed-columns.yaml';
import { meaningOf } from '../pairs';

/** A column of a printed table. `label`: it names what the row is about. */
export interface Column {
  readonly name: string;
  readonly meaning: MetricName;
  readonly role: 'value' | 'epoch' | 'step' | 'label';
}

interface Beside {
  readonly beside: RegExp;
  readonly columns: Readonly<Record<string, string>>;
}

const EPOCH = /^(?:epochs?|ep)$/i;
const STEP =
  /^(?:(?:global_?|total_?|num_?)?(?:steps?|iter|iters|iteration|timesteps|frames?)|it|batch|totalenvinteracts|nupdates)$/i;
const LABEL = /^(?:class|classes|category|name|label|metric|metrics|split|dataset|task|set|subset)$/i;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?%?$|^[-+]?(?:nan|inf)$/i;
/** A name of a column begins with a letter and isn't the end of a sentence. */
const NAME = /^[\p{L}_%#@][^=;!?]{0,59}$/u;
/** `loss: 0.5`, `loss:0.5`, `epoch 3`: records, not names. */
const VALUE = /:\s|[\p{L})]:[-+]?\.?\d|(?<![\w.@:-])[-+]?\d+(?:\.\d+)?(?![\w.@:-])|\bnan\b/iu;
/** Ultralytics puts the task around the names of several columns: `Box(P  R  mAP50  mAP50-95)`. */
const OPENING = /^(Box|Mask|Pose)\((.+)$/i;

let besides: readonly Beside[] | undefined;

export const isNumber = (text: string): boolean => NUMBER.test(text);
export const isStepName = (name: string): boolean => STEP.test(name.replace(/^.*\//, ''));
export const isEpochName = (name: string): boolean => EPOCH.test(name.replace(/^.*\//, ''));

/** The columns that the cells of a header name; undefined: the cells aren't a header of metrics. */
export function columnsOf(cells: readonly string[], isLoose: boolean): readonly Column[] | undefined {
  if (cells.length < 2 || cells.length > 60) return undefined;
  const isHeader = cells.every(
    (cell, index) => (NAME.test(cell) && !/[:,]$/.test(cell) && !VALUE.test(cell)) || (index === 0 && cell === ''),
  );
  if (!isHeader) return undefined;
  if (cells.some(holdsSeveral)) return undefined;
  const columns = withEvaluated(withoutGroups(cells).map(({ name, group }) => columnOf(name, group, cells)));
  const measures = columns.filter(({ meaning, role }) => role === 'value' && isMeasure(meaning)).length;
  const isIndexed = columns.some(({ role }) => role !== 'value');
  return measures >= (isIndexed || !isLoose ? 1 : 2) ? columns : undefined;
}

/** Beside a loss of training and one of validation, as fastai and Hugging Face's notebooks print them, other metrics are of validation. */
function withEvaluated(columns: readonly Column[]): readonly Column[] {
  const hasLossOf = (split: string): boolean =>
    columns.some(({ meaning }) => meaning.metric === 'loss' && meaning.split === split);
  if (!hasLossOf('train') || !hasLossOf('val')) return columns;
  return columns.map((column) =>
    column.role === 'value' && isMeasure(column.meaning) && column.meaning.split === undefined
      ? { ...column, meaning: { ...column.meaning, split: 'val' } }
      : column,
  );
}

/** `train_loss valid_loss` between two wide gaps: columns that one blank separates, cut at the wrong places. */
const holdsSeveral = (cell: string): boolean =>
  cell.split(/\s+/).filter((word) => word.length > 2 && isMeasure(meaningOf(word))).length > 1;

function columnOf(name: string, group: string, cells: readonly string[]): Column {
  if (EPOCH.test(name)) return { name, meaning: {}, role: 'epoch' };
  if (STEP.test(name)) return { name, meaning: {}, role: 'step' };
  if (name === '' || LABEL.test(name)) return { name, meaning: {}, role: 'label' };
  besides ??= (printed as { beside: string; columns: Record<string, string> }[]).map(({ beside, columns }) => ({
    beside: new RegExp(beside, 'i'),
    columns,
  }));
  const plain = besides.find(({ beside, columns }) => Object.hasOwn(columns, name) && cells.some((cell) => beside.test(cell)));
  const full = plain?.columns[name] ?? name;
  const isMain = group === '' || group === 'Box';
  return { name: isMain ? full : `${group.toLowerCase()} ${full}`, meaning: meaningOf(`${group} ${full}`.trim()), role: 'value' };
}

/** `Box(P`, `R`, `mAP50`, `mAP50-95)` as names with their group. */
function withoutGroups(cells: readonly string[]): { readonly name: string; readonly group: string }[] {
  let group = '';
  return cells.map((cell) => {
    const opening = OPENING.exec(cell);
    if (opening !== null) group = opening[1]!;
    const name = opening === null ? cell : opening[2]!;
    const here = { name: name.endsWith(')') && !name.includes('(') ? name.slice(0, -1) : name, group };
    if (name.endsWith(')')) group = '';
    return here;
  });
}
