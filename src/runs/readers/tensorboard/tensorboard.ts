import { splitOfFolder } from '../../find/layouts';
import { isChecked } from '../../formats/crc32c';
import { eachRecord } from '../../formats/tfrecord';
import type { Reader } from '../../reader';
import { damageReport } from '../damage-report';
import { createEventReader } from './events';
import { createTags } from './tags';

/** TensorBoard's event files: scalars, plain or as tensors, and the arguments that Hugging Face logs as text. */
export const tensorboard: Reader = {
  name: 'tensorboard',
  about: 'TensorBoard event files: events.out.tfevents.*',
  detect({ name, head }) {
    if (!name.includes('tfevents')) return 0;
    return head.length >= 12 && isChecked(head, 0, 8) ? 0.99 : 0.7;
  },
  async read(file, sink) {
    if (/(?:^|\/)lightning_logs\//.test(file.path)) sink.framework('pytorch-lightning');
    const damage = damageReport(sink);
    const record = createEventReader(sink, createTags(sink, splitOfFolder(file.path)));
    await eachRecord(file, { record, problem: damage.record });
    damage.end();
  },
};
