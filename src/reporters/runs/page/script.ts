/** Shows the values below the pointer, from the table of the chart, and switches the theme. The page is complete without it. */
export const script = `
(() => {
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  button.hidden = false;
  button.addEventListener('click', () => {
    root.dataset.theme = (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
  });
  const tip = document.createElement('div');
  const rule = document.createElement('div');
  tip.className = 'tip';
  rule.className = 'rule';
  tip.ariaHidden = rule.ariaHidden = 'true';
  const known = new WeakMap();
  const rowsOf = (figure) => {
    if (!known.has(figure)) {
      const [head, ...rows] = [...figure.querySelectorAll('.values tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
      known.set(figure, { head, rows: rows.map((row) => ({ x: Number(row[0].replaceAll(',', '')), row })) });
    }
    return known.get(figure);
  };
  const hide = () => { tip.remove(); rule.remove(); };
  document.addEventListener('pointermove', (event) => {
    const area = event.target.closest?.('.area');
    if (!area) return hide();
    const { head, rows } = rowsOf(area.closest('figure'));
    const box = area.getBoundingClientRect();
    const low = rows[0]?.x, high = rows.at(-1)?.x;
    if (!(high > low)) return hide();
    const place = (x) => (0.01 + (x - low) / (high - low)) / 1.02;
    const at = (event.clientX - box.left) / box.width;
    let best = rows[0];
    for (const row of rows) if (Math.abs(place(row.x) - at) < Math.abs(place(best.x) - at)) best = row;
    tip.textContent = best.row.map((text, index) => text === '' ? '' : head[index] + ' ' + text).filter((text) => text !== '').join('  ·  ');
    rule.style.left = tip.style.left = 100 * place(best.x) + '%';
    tip.style.transform = 'translateX(' + -100 * place(best.x) + '%)';
    area.append(rule, tip);
  });
  document.addEventListener('pointerleave', hide);
})();
`;
