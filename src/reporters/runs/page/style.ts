/** The colors of the curves are distinguishable with any color vision (Okabe and Ito). Each background has its own set. */
export const style = `
:root{color-scheme:light dark;--back:#fff;--raised:#f6f7f9;--text:#1b1f24;--dim:#5b6470;--line:#d9dee5;--error:#c1121f;--warning:#9a6200;--info:#0b5fa5;--sound:#1a7f37;--unjudged:#7a3e9d;
--curve-0:#0072b2;--curve-1:#d55e00;--curve-2:#009e73;--curve-3:#cc79a7;--curve-4:#7a6a00;--curve-5:#56606b}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--back:#14171b;--raised:#1d2228;--text:#e6e9ed;--dim:#9aa5b1;--line:#343b44;--error:#ff6b6b;--warning:#f2b84b;--info:#6cb6ff;--sound:#57d364;--unjudged:#d2a8ff;
--curve-0:#56b4e9;--curve-1:#ff9a4d;--curve-2:#2fd4a4;--curve-3:#f0a6cf;--curve-4:#f0e442;--curve-5:#b4bec9}}
:root[data-theme=dark]{color-scheme:dark;--back:#14171b;--raised:#1d2228;--text:#e6e9ed;--dim:#9aa5b1;--line:#343b44;--error:#ff6b6b;--warning:#f2b84b;--info:#6cb6ff;--sound:#57d364;--unjudged:#d2a8ff;
--curve-0:#56b4e9;--curve-1:#ff9a4d;--curve-2:#2fd4a4;--curve-3:#f0a6cf;--curve-4:#f0e442;--curve-5:#b4bec9}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main,header{max-width:1200px;margin:0 auto;padding:0 20px}
header{display:flex;align-items:baseline;gap:16px;padding-top:20px;flex-wrap:wrap}
h1{font-size:22px;margin:0}h2{font-size:16px;margin:0;overflow-wrap:anywhere}h3{font-size:14px;margin:0 0 6px}
button{margin-left:auto;font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:3px 10px;cursor:pointer}
article{border:1px solid var(--line);border-radius:10px;margin:20px 0;padding:16px;background:var(--back)}
.facts{color:var(--dim);margin:2px 0 10px}
.verdict{font-weight:600;white-space:nowrap}
.top{display:flex;gap:12px;align-items:baseline;justify-content:space-between;flex-wrap:wrap}
.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}.sound{color:var(--sound)}.unjudged{color:var(--unjudged)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px}
.chart{background:var(--raised);border-radius:8px;padding:10px 10px 4px;min-height:240px;min-width:0;overflow:hidden}
.chart .u-legend{color:var(--text);font-size:12px;text-align:left}
.chart .u-legend .u-marker{border-radius:2px}
ol.findings{list-style:none;margin:14px 0 0;padding:0}
ol.findings li{display:grid;grid-template-columns:26px 70px 1fr;gap:8px;padding:5px 0;border-top:1px solid var(--line)}
.number{display:inline-block;width:20px;height:20px;line-height:20px;border-radius:10px;text-align:center;font-size:12px;font-weight:600;background:currentColor}
.number span{color:var(--back)}
.place{color:var(--dim);overflow-wrap:anywhere}
details{margin-top:12px}summary{cursor:pointer;color:var(--dim)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;margin-top:6px}th,td{text-align:left;padding:3px 14px 3px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.value{font-variant-numeric:tabular-nums}
code{font:13px ui-monospace,monospace}
footer{max-width:1200px;margin:0 auto;padding:0 20px 30px;color:var(--dim)}
`;
