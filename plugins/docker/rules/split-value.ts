import { defineRule } from '../../../src/api';
import { splitOff } from '../split-words';

export default defineRule({
  name: 'split-value',
  scope: 'launch',
  fixable: true,
  docs: {
    summary: 'A value with blanks is quoted in the flags of a launch',
    why: 'Without quotes, the shell splits a value at its blanks. In `-e NOTE=$NOTE` with `NOTE="two words"`, docker gets `-e NOTE=two` and takes `words` for the image.',
    bad: [
      {
        wrong: 'docker takes `words` for the image.',
        sample: '#!/bin/bash\nNOTE="two words"\ndocker run --rm -e NOTE=$NOTE demo python train.py\n',
      },
    ],
    good: [
      '#!/bin/bash\nNOTE="two words"\ndocker run --rm -e "NOTE=$NOTE" demo python train.py\n',
      '#!/bin/bash\nFLAGS="--gpus all"\ndocker run --rm $FLAGS demo python train.py\n',
    ],
    references: ['https://www.shellcheck.net/wiki/SC2086'],
  },
  messages: {
    image: 'The shell splits this value at its blanks, so docker takes `{{rest}}` for the image. Write `{{quoted}}`.',
  },
  *check({ command: { argv }, spec, repository }) {
    const split = spec.image && splitOff(spec.image, argv);
    if (!split) return;
    const { span } = split;
    const written = repository.source(span.file)?.text.slice(span.start, span.end) ?? '';
    if (!/^[^"'`\\\s]+$/.test(written)) return;
    const quoted = `"${written}"`;
    yield { message: 'image', data: { rest: spec.image?.text, quoted }, at: span, fix: [{ ...span, text: quoted }] };
  },
});
