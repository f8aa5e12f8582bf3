import { readNumber } from '../formats/number';
import { noMoment } from '../moment';
import type { RunSink } from '../reader';

/** Reads what W&B prints when it closes a run: `wandb: Run summary:` and the values below it. */
export function createWandbSummary(sink: RunSink): { line(text: string, number: number): void } {
  const moment = noMoment();
  let inSummary = false;
  return {
    line(text, number) {
      if (text.includes('Run summary:')) {
        inSummary = true;
        sink.finished('W&B closed the run', { line: number, column: 1 });
        return;
      }
      const found = /^wandb:\s+(\S(?:.*\S)?)\s+([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|nan|-?inf(?:inity)?)\s*$/i.exec(
        text,
      );
      if (!inSummary || found === null) {
        inSummary = inSummary && found !== null;
        return;
      }
      const [, name, written] = found as unknown as [string, string, string];
      moment.line = number;
      moment.column = text.lastIndexOf(written) + 1;
      const bytes = Buffer.from(written);
      sink.series(name, { kind: 'summary' }).add(readNumber(bytes, 0, bytes.length), moment);
    },
  };
}
