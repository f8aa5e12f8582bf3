import { compareVersions, intersection, isSubrange, onlyVersion, versionRange } from '../../../../src/languages/python';

const range = (specifier: string) => versionRange(specifier)!;

describe('ranges of versions', () => {
  test.each([
    ['==4.46.3', '>=4.46', true],
    ['==4.45.2', '>=4.46', false],
    ['==4.46', '>=4.46.0', true],
    ['~=4.46.1', '>=4.46,<4.47', true],
    ['~=4.46', '>=4.46,<4.47', false],
    ['~=4.46', '>=4.46,<5', true],
    ['==1.26.*', '>=1.24,<2', true],
    ['^1.26', '>=1.24,<2', true],
    ['^0.3.1', '>=0.3,<0.4', true],
    ['~1.2', '>=1.2,<1.3', true],
    ['>=4.50', '>=4.46', true],
    ['>=4.40', '>=4.46', false],
    ['', '>=4.46', false],
    ['<4.41', '<4.41', true],
    ['<=4.41', '<4.41', false],
    ['>1.0,!=1.5,<2', '>=1', true],
    ['==2.1.0+cu118', '>=2.1', true],
    ['==2.0.0rc1', '>=2', true],
  ])('%j lies within %j: %s', (inner, outer, expected) => {
    expect(isSubrange(range(inner), range(outer))).toBe(expected);
  });

  test('a specifier that excludes everything, or that has another form, has no range', () => {
    expect(versionRange('>=2,<1')).toBeUndefined();
    expect(versionRange('==1.2,==1.3')).toBeUndefined();
    expect(versionRange('==latest')).toBeUndefined();
    expect(versionRange('~=2')).toBeUndefined();
  });

  test('two ranges have what both allow', () => {
    expect(onlyVersion(intersection(range('>=1.0'), range('==1.26.4'))!)).toBe('1.26.4');
    expect(intersection(range('<1.24'), range('>=1.24'))).toBeUndefined();
    expect(onlyVersion(range('>=1.0'))).toBeUndefined();
  });

  test('versions are compared as numbers', () => {
    expect(compareVersions('1.10', '1.9')).toBeGreaterThan(0);
    expect(compareVersions('2', '2.0.0')).toBe(0);
    expect(compareVersions('1.9.1', '1.10')).toBeLessThan(0);
  });
});
