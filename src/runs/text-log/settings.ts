import type { RunSink } from '../reader';

const MOST = 300;
const LONGEST = 200;
const SETTING = /^\s*([A-Za-z][\w \-./()]{1,40}?)\s*[:=]\s*(\S.{0,120}?)\s*$/;

/** Takes lines like `Batch size: 8`, which are settings if they come before the first metric. */
export interface Settings {
  /** `shift`: characters of the line before `body`. */
  line(body: string, shift: number, number: number): void;
}

export function createSettings(sink: RunSink): Settings {
  let count = 0;
  return {
    line(body, shift, number) {
      if (count >= MOST || body.length > LONGEST) return;
      const found = SETTING.exec(body);
      if (found === null || found[1]!.split(' ').length > 4) return;
      count += 1;
      const value = Number(found[2]);
      const column = shift + body.indexOf(found[1]!) + 1;
      sink.config(found[1]!, Number.isNaN(value) ? found[2]! : value, { line: number, column });
    },
  };
}
