import lineEndings from '../../../plugins/shell/rules/line-endings';
import { findings } from '../../../src/testing';

describe('line-endings', () => {
  test('one finding at the first line, and a fix that takes off all CR', async () => {
    const text = '#!/bin/bash\r\nif true; then\r\n  ls\r\nfi\r\n';
    const [found, ...more] = await findings(lineEndings, { 'train.sh': text });
    expect(more).toEqual([]);
    expect(found?.at).toMatchObject({ start: 0, end: '#!/bin/bash'.length });
    expect(found?.fix).toHaveLength(4);
  });

  test.each(['#!/bin/bash\nls\n', '#!/bin/bash\ncat <<E\na\r\nE\nls\npwd\n', ''])('%j', async (text) => {
    expect(await findings(lineEndings, { 'train.sh': text })).toEqual([]);
  });
});
