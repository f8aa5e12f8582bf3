const light = `--back:#fff;--raised:#f6f7f9;--text:#1b1f24;--dim:#57606b;--line:#d9dee5;--error:#b80f1d;--warning:#8a5700;--info:#0b5fa5;--sound:#1a6f31;--unjudged:#743a94;--link:#0b5fa5;
--c0:#0072b2;--c1:#c64f00;--c2:#00805d;--c3:#b0487f;--c4:#756500;--c5:#56606b`;
const dark = `--back:#14171b;--raised:#1d2228;--text:#e6e9ed;--dim:#a3adb8;--line:#343b44;--error:#ff7b7b;--warning:#f2b84b;--info:#79bcff;--sound:#57d364;--unjudged:#d2a8ff;--link:#79bcff;
--c0:#56b4e9;--c1:#ff9a4d;--c2:#2fd4a4;--c3:#f0a6cf;--c4:#f0e442;--c5:#b4bec9`;

/** The colors of the curves are distinguishable with any color vision (Okabe and Ito). Each background has its own set. */
export const style = `
:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
@media screen{article{content-visibility:auto;contain-intrinsic-size:auto 600px}:root[data-theme=dark]{color-scheme:dark;${dark}}:root[data-theme=light]{color-scheme:light}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:1240px;margin:0 auto;padding:0 20px}
header{display:flex;align-items:baseline;gap:4px 16px;padding-top:20px;flex-wrap:wrap}header p{margin:0}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:20px 0 8px}h3,.chart h2{font-size:14px;margin:0}
a{color:var(--link)}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99em}.skip:focus{left:8px;top:8px;background:var(--back);padding:4px 8px;z-index:1}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
button{margin-left:auto;font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:3px 10px;cursor:pointer}
code{font:13px ui-monospace,monospace}
article{border:1px solid var(--line);border-radius:10px;margin:20px 0;padding:16px;scroll-margin-top:8px}
article:target{border-color:var(--link)}
.top{display:flex;gap:4px 12px;align-items:baseline;justify-content:space-between;flex-wrap:wrap}.top h2{margin:0}
.scroll+.charts{margin-top:16px}.facts{color:var(--dim);margin:2px 0 10px}
.verdict{font-weight:600}ol.findings b{white-space:nowrap}
.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}.sound{color:var(--sound)}.unjudged{color:var(--unjudged)}
ol.findings,ol.faults{list-style:none;margin:0 0 14px;padding:0}
ol.findings li{display:grid;grid-template-columns:22px 70px 1fr;gap:8px;padding:5px 0;border-top:1px solid var(--line)}
li:target,.chart:target{box-shadow:0 0 0 2px var(--link);border-radius:8px}
ol.faults>li{padding:8px 0;border-top:1px solid var(--line)}ol.faults p{margin:0}
ol.faults ul{margin:2px 0;padding-left:20px}
.number{width:20px;height:20px;line-height:20px;border-radius:10px;text-align:center;font-size:12px;background:currentColor}
.number span,.mark b{color:var(--back)}
.place{color:var(--dim)}
table.index{border-collapse:collapse;width:100%}
.index th,.index td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
.index thead th{color:var(--dim)}.index .wide{color:var(--dim);font-size:13px}
.index .verdict{display:inline-block;min-width:8em}.index .curve{font-size:13px;color:var(--dim);min-width:10em}
.spark{display:block;font-family:ui-monospace,monospace;color:var(--c0);white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,350px),1fr));gap:16px}
.chart{margin:0;background:var(--raised);border-radius:8px;padding:10px 12px 8px;min-width:0;display:flex;flex-direction:column;scroll-margin-top:8px}
.chart:target{grid-column:1/-1}
.chart small{font-weight:400;color:var(--dim)}
.legend{list-style:none;margin:2px 0 8px;padding:0;font-size:12px;line-height:1.4}.legend span{color:var(--dim)}.legend .error{color:var(--error)}.legend code{font-size:11px;color:var(--dim)}
.swatch{display:inline-block;width:16px;height:0;border-top:3px solid var(--c);margin-right:6px;vertical-align:middle}.swatch.dash{border-top-style:dashed}
.c0{--c:var(--c0)}.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}
.plot{display:grid;grid-template:200px 22px/46px 1fr;font-size:11px;color:var(--dim)}
.plot span{position:absolute;white-space:nowrap}
.plot .y{position:relative}.plot .y span{right:6px;transform:translateY(-50%)}
.plot .x{position:relative;grid-column:2}.plot .x span{top:3px;transform:translateX(-50%)}.plot .x i{white-space:nowrap;position:absolute;right:100%;top:3px;padding-right:6px}
.area{position:relative;min-width:0;border:1px solid var(--line);border-top:0;border-right:0}
.area svg{display:block;width:100%;height:100%;overflow:hidden}
.area path{fill:none;stroke:var(--c);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.area path.grid{stroke:var(--line);stroke-width:1}.area path.dots{stroke-width:5}.area path.faint{stroke-width:1;opacity:.5}.swatch.faint{opacity:.5}
.area path.dash{stroke-dasharray:6 3}.area path.broken{stroke-width:5;stroke-linecap:butt;stroke-dasharray:4 2}
.none{position:absolute;inset:0;display:grid;place-content:center;margin:0;color:var(--error);font-size:14px;font-weight:600}
.mark{position:absolute;top:0;bottom:0;width:0;border-left:1px dashed currentColor;text-decoration:none}
.mark b{position:absolute;top:2px;left:-9px;width:17px;height:17px;line-height:17px;border-radius:9px;text-align:center;font-size:11px;background:currentColor}
.mark b{background:var(--m)}.mark.error{--m:var(--error)}.mark.warning{--m:var(--warning)}.mark.info{--m:var(--info)}
.rule{position:absolute;top:0;bottom:0;border-left:1px solid var(--dim);pointer-events:none}
.tip{position:absolute;bottom:4px;background:var(--back);color:var(--text);border:1px solid var(--line);border-radius:4px;padding:1px 6px;pointer-events:none;width:max-content;max-width:100%}
details{margin-top:10px}details.values{margin-top:2px}summary{cursor:pointer;color:var(--dim);font-size:13px;width:fit-content}
.scroll{overflow-x:auto}.values .scroll{max-height:260px;overflow-y:auto}
.scroll table{border-collapse:collapse;font-size:13px}.scroll caption{text-align:left;color:var(--dim)}
.scroll th,.scroll td{text-align:left;padding:2px 14px 2px 0;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400;font-variant-numeric:tabular-nums;overflow-wrap:normal}
.scroll thead th{color:var(--dim)}
footer{padding-bottom:30px;color:var(--dim)}
.brief .charts{grid-template-columns:repeat(auto-fill,minmax(min(100%,270px),1fr));gap:10px}.brief .plot{grid-template-rows:120px 22px}
@media (max-width:760px){main,header,footer{padding:0 12px}article{padding:12px 10px}.index .wide{display:none}ol.findings li{grid-template-columns:22px 1fr}ol.findings li>div{grid-column:1/-1}}
@media (max-width:520px){.index .curve{display:none}}
@media (min-width:761px){.index tbody th{min-width:18em}}
@media print{button,.skip,.tip,.rule{display:none}body{font-size:12px}main,header,footer{max-width:none;padding:0}article{border:0;padding:0;margin:12px 0}.charts{grid-template-columns:1fr 1fr}.chart,ol.findings li,ol.faults>li{break-inside:avoid}.chart{border:1px solid var(--line)}h2{break-after:avoid}details:not([open],.links){display:none}details.links::details-content{content-visibility:visible;block-size:auto}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
