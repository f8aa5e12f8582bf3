import { eachLine } from '../../formats/lines';
import type { Reader } from '../../reader';
import { createTextLog } from '../../text-log/text-log';
import { isInRunFolder } from './run-folder';

/** `files/output.log`: the captured output of the program. */
export const wandbOutput: Reader = {
  name: 'wandb/output',
  about: 'W&B files/output.log',
  detect: (candidate) => (candidate.name === 'output.log' && isInRunFolder(candidate) ? 0.97 : 0),
  async read(file, sink) {
    const log = createTextLog(sink, file.path);
    await eachLine(file, log.bytes, { onUnended: (number) => log.unended(number) });
    log.end();
  },
};
