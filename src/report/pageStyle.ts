/** The style sheet of a report: light and dark, from a phone's width on. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--card:#fff;--ink:#1d2530;--soft:#5a6573;--line:#dfe4ea;--accent:#0072b2;--bad:#b3261e;--zebra:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--paper:#12161c;--card:#1a2029;--ink:#e6eaf0;--soft:#9aa6b5;--line:#303947;--accent:#6cb8ea;--bad:#ff8a80;--zebra:#1f2630}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"DejaVu Sans",Verdana,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1180px;margin:0 auto;padding:24px 20px 64px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}
h2{font-size:18px;margin:40px 0 12px}
h3{font-size:15px;margin:0}
p{margin:4px 0}.soft{color:var(--soft)}
a{color:var(--accent)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:10px;margin:20px 0}
.tile{border:1px solid var(--line);border-radius:8px;padding:10px 14px;background:var(--card)}
.tile b{display:block;font-size:22px;line-height:1.3}
.tile.bad b{color:var(--bad)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));gap:14px}
.card{border:1px solid var(--line);border-radius:8px;padding:14px;background:var(--card);min-width:0}
.card svg{display:block;width:100%;height:auto;max-width:460px;margin-top:8px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;max-height:70vh}
table{border-collapse:collapse;width:100%;font-size:13px;white-space:nowrap}
th,td{padding:6px 8px;text-align:right;border-bottom:1px solid var(--line)}
th{position:sticky;top:0;background:var(--card);font-weight:600;cursor:pointer;user-select:none}
th[aria-sort=ascending]::after{content:" ↑"}th[aria-sort=descending]::after{content:" ↓"}
tbody tr:nth-child(even){background:var(--zebra)}
td:first-child,th:first-child{text-align:left}
.facts td{text-align:left;white-space:normal;overflow-wrap:anywhere}.facts td:first-child{color:var(--soft);white-space:nowrap;width:1%}
.bar{display:flex;width:120px;height:12px;border-radius:3px;overflow:hidden}
.failure{border:1px solid var(--line);border-left:4px solid var(--bad);border-radius:6px;padding:10px 14px;margin:10px 0;background:var(--card)}
pre{margin:8px 0 0;padding:8px 10px;background:var(--zebra);border-radius:6px;overflow-x:auto;font-size:12px}
button,.button{font:inherit;font-size:13px;color:var(--accent);background:none;border:1px solid var(--line);border-radius:6px;padding:5px 12px;cursor:pointer;text-decoration:none;display:inline-block;margin:0 6px 6px 0}
button:focus-visible,.button:focus-visible,th:focus-visible{outline:2px solid var(--accent)}
@media(max-width:600px){main{padding:16px 12px 48px}h1{font-size:21px}.card{padding:10px}}
@media(prefers-color-scheme:dark){
.card svg [fill="#333333"]{fill:var(--ink)}
.card svg [stroke="#e6e6e6"]{stroke:#2b3440}
.card svg [stroke="#999999"]{stroke:#5d6877}
}`;
