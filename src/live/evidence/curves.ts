import { type Chart, chartsOf } from '../../reporters/runs/charts';
import { collectRun } from '../../runs';
import type { Curve } from './evidence';

/** The charts of curves that were kept in evidence. */
export function chartsOfCurves(curves: readonly Curve[]): readonly Chart[] {
  return (['step', 'epoch', 'value', 'seconds'] as const).flatMap((axis) => {
    const collector = collectRun('evidence');
    const sink = collector.sink({ path: 'evidence', size: 0, reader: 'evidence', confidence: 1 });
    for (const { name, points } of curves.filter((curve) => curve.axis === axis)) {
      const series = sink.series(name);
      for (const [at, value] of points) series.add(value ?? Number.NaN, momentAt(at, axis));
    }
    const charts = chartsOf(collector.run(), []);
    return axis === 'seconds' ? charts.map((chart): Chart => ({ ...chart, axis })) : charts;
  });
}

function momentAt(at: number, axis: Curve['axis']) {
  const unknown = { step: Number.NaN, epoch: Number.NaN, time: Number.NaN, line: 0, column: 0, record: 0 };
  return axis === 'value' ? unknown : { ...unknown, [axis === 'epoch' ? 'epoch' : 'step']: at };
}
