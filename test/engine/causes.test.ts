import { withoutConsequences } from '../../src/engine/causes';
import type { RawFinding } from '../../src/engine/raw-finding';

const finding = (message: string, more: Partial<RawFinding> = {}): RawFinding => ({
  rule: 'team/rule',
  severity: 'warning',
  message,
  messageId: 'found',
  at: { file: 'a' },
  related: [],
  target: { path: 'a', example: undefined },
  ...more,
});
const messages = (found: readonly RawFinding[]) => found.map(({ message, severity }) => [message, severity]);

describe('of findings with one cause', () => {
  test('the one about the cause stays, as severe as the worst', () => {
    const found = [
      finding('no mount', { cause: 'unmounted', severity: 'info' }),
      finding('lost', { follows: 'unmounted' }),
      finding('lost too', { follows: 'unmounted', severity: 'info' }),
      finding('other', { severity: 'error' }),
    ];
    expect(messages(withoutConsequences(found))).toEqual([
      ['no mount', 'warning'],
      ['other', 'error'],
    ]);
  });

  test('one that follows stays where the cause has no finding', () => {
    const found = [finding('lost', { follows: 'unmounted' }), finding('other', { cause: 'read-only' })];
    expect(withoutConsequences(found)).toEqual(found);
  });

  test('a general form stays alone, and gives way to another', () => {
    const general = finding('no file', { cause: 'missing a', follows: 'missing a' });
    const image = finding('no image', { follows: 'missing a' });
    expect(messages(withoutConsequences([general, image]))).toEqual([['no file', 'warning']]);
    expect(messages(withoutConsequences([general, image, finding('no script', { cause: 'missing a' })]))).toEqual([
      ['no script', 'warning'],
    ]);
  });
});
