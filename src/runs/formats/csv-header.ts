import type { Candidate } from '../reader';
import { delimiterOf } from './csv-rows';

/** Names of the columns that say when a row was logged, in tables of custom scripts. */
export const STEP_COLUMNS = [
  'step',
  'global_step',
  'steps',
  'iter',
  'iteration',
  'iterations',
  'batch',
  'it',
  'Step',
  'Iteration',
  'Iter',
  'trainer/global_step',
  'timestep',
  'timesteps',
  'total_timesteps',
  'env_steps',
  'frame',
  'frames',
];
export const EPOCH_COLUMNS = ['epoch', 'epochs', 'Epoch', 'EPOCH'];
/** Names of columns that say which data a row is about: `train`, `val`. */
export const SPLIT_COLUMNS = ['split', 'set', 'phase', 'mode', 'stage', 'subset', 'Split', 'Set', 'Phase', 'Mode'];

interface Header {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The last answer: several readers look at the same candidate, one after the other. */
let last: { readonly candidate: Candidate; readonly header: Header | undefined } | undefined;

/** The header of a table and up to 200 rows, from the head of the file; undefined: the first line isn't a header. */
export function headerOf(candidate: Candidate): Header | undefined {
  if (last?.candidate !== candidate) last = { candidate, header: readHeader(candidate) };
  return last.header;
}

function readHeader(candidate: Candidate): Header | undefined {
  const lines = candidate.text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const first = lines[0];
  if (first === undefined) return undefined;
  const mark = String.fromCharCode(delimiterOf(first));
  const split = (line: string): string[] => line.split(mark).map((cell) => unquote(cell.trim()));
  const columns = split(first);
  if (columns.length < 2 || isRow(columns)) return undefined;
  // The last line of the head may be incomplete.
  const complete = candidate.size > candidate.head.byteLength ? lines.slice(1, -1) : lines.slice(1);
  return { columns, rows: complete.slice(0, 200).map(split) };
}

/** A row of numbers; a header may have some among its names, such as thresholds. */
function isRow(columns: readonly string[]): boolean {
  const numbers = columns.filter((column) => column !== '' && !Number.isNaN(Number(column))).length;
  return numbers > 0 && (!/^\p{L}/u.test(columns[0]!) || 2 * numbers > columns.length);
}

const unquote = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
