/** Draws each chart of the page when it comes into view, and again when the theme or the width changes. Uses only uPlot. */
export const script = `
(() => {
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const root = document.documentElement;
  const color = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const drawn = new Map();
  const compact = (value) => {
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 1e5 || size < 1e-3) return value.toExponential(0).replace('e+', 'e');
    return String(Number(value.toPrecision(4)));
  };
  const decades = (_, splits) => splits.map((value) => Math.abs(Math.log10(value) % 1) < 1e-9 ? value : null);
  function marks(all) {
    return (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      for (const { x, severity, number } of all) {
        const left = plot.valToPos(x, 'x', true);
        if (!(left >= bbox.left - 1 && left <= bbox.left + bbox.width + 1)) continue;
        const ratio = devicePixelRatio;
        ctx.strokeStyle = ctx.fillStyle = color(severity);
        ctx.lineWidth = ratio;
        ctx.setLineDash([4 * ratio, 3 * ratio]);
        ctx.beginPath(); ctx.moveTo(left, bbox.top); ctx.lineTo(left, bbox.top + bbox.height); ctx.stroke();
        ctx.setLineDash([]);
        ctx.beginPath(); ctx.arc(left, bbox.top + 9 * ratio, 8 * ratio, 0, 2 * Math.PI); ctx.fill();
        ctx.fillStyle = color('back');
        ctx.font = '600 ' + 11 * ratio + 'px system-ui';
        ctx.textAlign = 'center'; ctx.textBaseline = 'middle';
        ctx.fillText(String(number), left, bbox.top + 9.5 * ratio);
      }
      ctx.restore();
    };
  }
  function draw(holder) {
    const { lines, marks: all, x, logarithmic, sync } = charts[Number(holder.dataset.chart)];
    drawn.get(holder)?.destroy();
    const data = uPlot.join(lines.map((line) => [line.x, line.y]));
    const axis = { stroke: color('dim'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line'), width: 1 }, font: '11px system-ui' };
    const plot = new uPlot({
      width: Math.max(200, holder.clientWidth),
      height: 200,
      cursor: { sync: { key: sync } },
      scales: { x: { time: false }, y: { distr: logarithmic ? 3 : 1 } },
      axes: [{ ...axis, size: 32, values: (_, ticks) => ticks.map(compact) }, { ...axis, size: 58, grid: logarithmic ? { ...axis.grid, filter: decades } : axis.grid, ticks: logarithmic ? { ...axis.ticks, filter: decades } : axis.ticks, values: (_, ticks) => ticks.map((tick) => tick === null ? '' : compact(tick)) }],
      series: [{ label: x, value: (_, value) => value === null ? '–' : compact(value) }, ...lines.map((line, index) => ({
        label: line.label, stroke: color('curve-' + index % 6) + (line.faint ? '70' : ''), width: line.faint ? 1 : 1.5, spanGaps: true,
        dash: index >= 6 ? [6, 3] : undefined,
        points: { show: line.x.length < 30, size: 4 }, value: (_, value) => value === null ? '–' : compact(value),
      }))],
      hooks: { draw: [marks(all)] },
    }, data, holder);
    drawn.set(holder, plot);
  }
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting && !drawn.has(target)) draw(target);
  }, { rootMargin: '300px' });
  const holders = [...document.querySelectorAll('[data-chart]')];
  for (const holder of holders) watcher.observe(holder);
  const again = () => { for (const holder of drawn.keys()) draw(holder); };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', again);
  let pending = 0;
  addEventListener('resize', () => { clearTimeout(pending); pending = setTimeout(again, 120); });
  document.getElementById('theme').addEventListener('click', () => {
    const now = root.dataset.theme ?? (dark.matches ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    again();
  });
})();
`;
