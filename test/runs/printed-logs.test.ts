import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, Series } from '../../src/runs';
import { readWith } from './in-memory';

/** Number of values, first and last; computed without cvl, with one regular expression a series. */
type Row = readonly [number, number | string, number | string];

interface Expected {
  readonly series: Readonly<Record<string, Row>>;
  /** Other measures that the log holds. */
  readonly others?: readonly string[];
  readonly steps?: Readonly<Record<string, readonly [number, number]>>;
  readonly scale?: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly starts?: number;
}

/** Of logs that aren't in UTF-8. */
const encodings: Readonly<Record<string, string>> = { 'utf16.log': 'utf-16le', 'gbk-names.log': 'gbk' };

const folder = join(__dirname, '../fixtures/printed-logs');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, Expected>>;
const bytesOf = (name: string): Buffer => readFileSync(join(folder, name));

const shown = (value: number): number | string =>
  Number.isNaN(value) ? 'nan' : Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf';

/** `val loss`, `-/epoch loss`: split, what a value is averaged over, name. */
const labelOf = ({ split, aggregation, name }: Series): string =>
  `${split ?? '-'}${aggregation === undefined ? '' : `/${aggregation}`} ${name}`;

const curvesOf = (run: Run): Series[] => run.series.filter(({ kind }) => kind === 'history');

test('each log is in the table', () => {
  expect(
    readdirSync(folder)
      .filter((name) => name !== 'expected.json')
      .sort(),
  ).toEqual(Object.keys(expected).sort());
});

describe.each(Object.entries(expected))('%s', (name, { series, others = [], steps = {}, scale = {}, status, starts = 1 }) => {
  let run: Run;
  const labelled = (label: string): Series | undefined => curvesOf(run).find((one) => labelOf(one) === label);

  beforeAll(async () => {
    run = await readWith('text', name, bytesOf(name), 997);
  });

  test('its values', () => {
    const rows = Object.entries(series).map(([label, [count, first, last]]) => {
      const found = labelled(label);
      const of = (value: number | undefined, wanted: number | string): unknown =>
        typeof wanted === 'number' ? expect.closeTo(wanted, 9) : value === undefined ? undefined : shown(value);
      return {
        got: [label, found?.count, found && shown(found.opening.value), found && shown(found.closing.value)],
        wanted: [label, count, of(found?.opening.value, first), of(found?.closing.value, last)],
        words: [first, last],
      };
    });
    expect(rows.map(({ got }) => got)).toEqual(rows.map(({ wanted }) => wanted));
    for (const { got, words } of rows)
      for (const [index, word] of words.entries()) if (typeof word === 'string') expect(got[2 + index]).toBe(word);
  });

  test('no other measures, no restarts, no problems', () => {
    const measures = curvesOf(run).filter(({ better }) => better !== undefined);
    const labels = measures.map(labelOf).filter((label) => !Object.hasOwn(series, label));
    expect(labels.sort()).toEqual([...others].sort());
    expect(run.segments.length).toBeLessThanOrEqual(starts);
    expect(run.problems).toEqual([]);
    expect(run.errors).toEqual([]);
    if (status !== undefined) expect(run.status).toBe(status);
  });

  test('its steps and scales', () => {
    for (const [label, wanted] of Object.entries(steps)) {
      const found = labelled(label);
      expect([label, found?.opening.step, found?.closing.step]).toEqual([label, ...wanted]);
    }
    for (const [label, wanted] of Object.entries(scale)) expect([label, labelled(label)?.scale]).toEqual([label, wanted]);
  });

  test('places are those of an editor', () => {
    const text = new TextDecoder(encodings[name] ?? 'utf-8').decode(bytesOf(name));
    const lines = text.split(/\r?\n/);
    for (const one of curvesOf(run)) {
      for (const { place, value } of one.points) {
        const column = 'column' in place ? place.column : 0;
        const at = ('line' in place ? lines[place.line - 1] : undefined)?.slice(column - 1) ?? '';
        if (isList(one)) continue;
        const number = Number.parseFloat(at.normalize('NFKC').replace(/,(?=\d{3})/g, ''));
        expect([labelOf(one), Number.isFinite(value) ? closeOrFraction(number, value) : Number.isNaN(number)]).toEqual([
          labelOf(one),
          true,
        ]);
      }
    }
  });

  test('cut off at any place, it gives no error and no value that was not printed', async () => {
    const bytes = bytesOf(name);
    const numbers = decoded(name).match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+/g) ?? [];
    const printed = new Set(numbers.map((number) => Number(number.replaceAll(',', ''))));
    const isPrinted = (value: number): boolean => printed.has(Math.abs(value)) || printed.has(value * 10_000);
    for (let place = 1; place < 25; place++) {
      const cut = await readWith('text', name, bytes.subarray(0, Math.floor((bytes.length * place) / 25)));
      expect(cut.problems).toEqual([]);
      expect(cut.errors).toEqual([]);
      expect(cut.segments.length).toBeLessThanOrEqual(starts);
      const values = curvesOf(cut).flatMap((one) => (isList(one) ? [] : one.points.map(({ value }) => value)));
      expect(values.filter((value) => Number.isFinite(value) && !isPrinted(value))).toEqual([]);
    }
  });
});

/** A value for each class is read as their mean, which isn't printed. */
const isList = ({ name }: Series): boolean => /pseudo dice|foreground Dice/i.test(name);

const decoded = (name: string): string =>
  new TextDecoder(name === 'utf16.log' ? 'utf-16le' : 'utf-8').decode(bytesOf(name)).normalize('NFKC');

const closeOrFraction = (number: number, value: number): boolean =>
  Math.abs(number - value) < 1e-9 || Math.abs(number / 10_000 - value) < 1e-9;
