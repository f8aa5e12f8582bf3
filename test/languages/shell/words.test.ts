import { HOME, hasStrayMark, REPOSITORY, rootedPath, showRoots } from '../../../src/languages/shell/values/roots';
import { maskedText, UNKNOWN_MARK, type Word, wordSlice, wordText } from '../../../src/languages/shell/values/word';

const span = (start: number, end: number) => ({ file: 'x.sh', start, end });
const word: Word = {
  span: span(9, 40),
  segments: [
    { text: 'type=bind,src=', span: span(10, 24) },
    { text: null, span: span(24, 28), unknown: { reason: 'variable', name: 'DIR' } },
    { text: '/sub,dst=/w', span: span(28, 39) },
  ],
};

describe('a slice of a word', () => {
  test('keeps the span where it was written', () => {
    expect(wordSlice(word, 10, 14).span).toEqual(span(20, 24));
    expect(wordSlice(word, 14, 19).span).toEqual(span(24, 32));
    expect(wordSlice(word, 15, 19).segments).toEqual([{ text: '/sub', span: span(28, 32) }]);
    expect(wordSlice(word, 14, 14).span).toEqual(span(24, 24));
  });

  test('is known only if all of it is', () => {
    expect(wordText(word)).toBeUndefined();
    expect(wordText(wordSlice(word, 0, 9))).toBe('type=bind');
    expect(maskedText(word)).toBe(`type=bind,src=${UNKNOWN_MARK}/sub,dst=/w`);
  });

  test('has the whole span where the text was written differently', () => {
    const escaped: Word = { span: span(0, 9), segments: [{ text: 'a b', span: span(0, 4) }] };
    expect(wordSlice(escaped, 2, 3).span).toEqual(span(0, 4));
  });
});

describe('symbolic roots', () => {
  test('are paths', () => {
    expect(rootedPath(`${REPOSITORY}/a/../b`)).toEqual({ root: 'repository', path: 'b', above: 0 });
    expect(rootedPath(`${HOME}/..`)).toMatchObject({ root: 'home', above: 1 });
    expect(rootedPath(`${REPOSITORY}/../../x`)).toMatchObject({ root: 'repository', path: 'x', above: 2 });
    expect(rootedPath('/etc')).toBeUndefined();
  });

  test('are shown as people read them', () => {
    expect(showRoots(`a:${REPOSITORY}/x:${HOME}/y`)).toBe('a:<repository>/x:~/y');
    expect(showRoots(REPOSITORY.slice(0, REPOSITORY.lastIndexOf('/')))).toBe('<repository>/..');
  });

  test('are recognized where they are cut', () => {
    expect(hasStrayMark(`${REPOSITORY}/x`)).toBe(false);
    expect(hasStrayMark(REPOSITORY.slice(REPOSITORY.lastIndexOf('/') + 1))).toBe(true);
  });
});
