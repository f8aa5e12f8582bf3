import { eachLine, UNENDED } from '../formats/lines';
import { NOT_A_NUMBER, numberIn } from '../formats/number';
import { noMoment } from '../moment';
import { isMeasure, readName } from '../names/metric-name';
import { SPLITS } from '../names/splits';
import type { Candidate, Reader, RunFile, RunSink } from '../reader';

/** `250 val 3.2841`: a step, what the value is of, and the value, as build-nanogpt writes it. */
const NAMED = /^(\d{1,12})[ \t]+([A-Za-z]\w{0,30})[ \t]+(\S{1,40})\s*$/;
/** `250<TAB>3.2841`. */
const BARE = /^(\d{1,12})(?:[ \t]{1,8}|[ \t]{0,8}[,;][ \t]{0,8})(\S{1,40})\s*$/;

/** The first lines, which alone are split where the very first isn't a step and a value. */
function linesOf({ text, size, head }: Candidate): string[] {
  const first = /^\s{0,80}(\S.{0,120})/.exec(text)?.[1] ?? '';
  if (partsOf(first).text === undefined) return [];
  const lines = text.split(/\r\n|\r|\n/);
  // The last line of the head may be incomplete.
  return (size > head.length ? lines.slice(0, -1) : lines).filter((line) => line !== '').slice(0, 200);
}

/** The metric that the file is named after, `val_loss.txt`: of a table that names no column. */
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

/** Lines of a step and a value, with or without the name of the split between them. */
export const stepValue: Reader = {
  name: 'step-value',
  about: 'Lines of a step and a value, with the split between them (build-nanogpt) or in the name of the file (val_loss.txt)',
  detect(candidate) {
    if (!/\.(?:txt|log|tsv|csv|dat|out)$/.test(candidate.name)) return 0;
    const lines = linesOf(candidate);
    if (lines.length < 2) return 0;
    const parts = lines.map(partsOf);
    const fits = parts.every(({ step, text }, index) => text !== undefined && (index === 0 || step >= parts[index - 1]!.step));
    if (!fits) return 0;
    const isNamed = parts.some(({ word }) => word !== undefined && SPLITS.has(word.toLowerCase()));
    const isAllNamed = parts.every(({ word }) => word !== undefined);
    const isBare = parts.every(({ word }) => word === undefined) && isMeasure(readName(nameIn(candidate.name)));
    return (isNamed && isAllNamed) || isBare ? 0.8 : 0;
  },
  read: readLines,
};

async function readLines(file: RunFile, sink: RunSink): Promise<void> {
  const moment = noMoment();
  let unendedLine = -1;
  const problem = (message: string, line: number): void => sink.problem(message, { line, column: 1 });
  await eachLine(
    file,
    (bytes, start, end, number) => {
      const line = bytes.toString('latin1', start, end);
      if (line.trim() === '') return;
      const { step, word, text } = partsOf(line);
      if (text === undefined) {
        problem('the line is not a step and a value', number);
        return;
      }
      if (number === unendedLine) {
        sink.limit(UNENDED, { line: number, column: 1 });
        return;
      }
      moment.step = step;
      moment.line = number;
      moment.column = line.lastIndexOf(text) + 1;
      // Any other word is the name of the metric: `hella`.
      const split = word === undefined ? undefined : SPLITS.get(word.toLowerCase());
      const name = split === undefined ? (word ?? nameIn(file.path)) : 'loss';
      sink.series(name, split === undefined ? {} : { known: { split } }).add(numberIn(text), moment);
    },
    {
      onUnended: (line) => {
        unendedLine = line;
      },
    },
  );
}

/** The step and the value of a line; no text: it isn't such a line. */
function partsOf(line: string): { readonly step: number; readonly word?: string; readonly text?: string } {
  const [, namedStep, word, named = ''] = NAMED.exec(line) ?? [];
  if (word !== undefined && numberIn(named) !== NOT_A_NUMBER) return { step: Number(namedStep), word, text: named };
  const [, step, bare = ''] = BARE.exec(line) ?? [];
  return numberIn(bare) === NOT_A_NUMBER ? { step: Number.NaN } : { step: Number(step), text: bare };
}
