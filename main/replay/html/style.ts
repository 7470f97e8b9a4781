/** The look of the report: one file without a network, light and dark as the reader's system is, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --canvas: #eceef1; --surface: #fff; --line: #dde1e6; --text: #14181d; --text-2: #3c454f; --text-3: #56606b;
  --gain: #3f6d9c; --loss: #6d7680; --track: #dfe3e8; --edge: #1b2128; }
@media (prefers-color-scheme: dark) { :root { --canvas: #111418; --surface: #1b1f24; --line: #2b3138; --text: #e8ecf0; --text-2: #b4bcc6;
  --text-3: #949da8; --gain: #6f93b8; --loss: #8a929c; --track: #2b3138; --edge: #f2f4f7; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 16px 48px; background: var(--canvas); color: var(--text);
  font: 14px/20px 'Segoe UI Variable Text', 'Segoe UI', Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 24px; line-height: 30px; margin: 0; }
h2 { font-size: 14px; line-height: 20px; margin: 0; display: inline; }
.sub { color: var(--text-3); margin: 0 0 12px; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 7px; margin: 8px 0; overflow: hidden; break-inside: avoid; }
section > header { padding: 8px 12px; border-bottom: 1px solid var(--line); }
section > header small { color: var(--text-3); font-size: 13px; margin-left: 8px; }
section > header small.right { float: right; }
.verdict { border-left: 4px solid var(--edge); padding: 14px 16px; }
.verdict p { margin: 4px 0 0; color: var(--text-2); }
.verdict strong { font-size: 20px; line-height: 26px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.tiles div { padding: 10px 12px; border-right: 1px solid var(--line); }
.tiles b { display: block; font-size: 17px; line-height: 24px; }
.tiles span, .tiles small { color: var(--text-3); font-size: 12px; display: block; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin: 8px 0; } .pair > section { margin: 0; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 400; color: var(--text-3); font-size: 12px; }
td, th { padding: 4px 10px; border-top: 1px solid var(--line); vertical-align: top; } tr:first-child th { border-top: 0; }
.n { text-align: right; } .n, .t { white-space: nowrap; } td.lost { font-weight: 600; }
.scroll { overflow-x: auto; } .none { padding: 8px 12px; margin: 0; color: var(--text-3); }
ul { margin: 8px 0; padding: 0 12px 0 30px; } li { margin: 2px 0; }
details summary { cursor: pointer; } details ol { margin: 4px 0; padding-left: 20px; color: var(--text-2); } .no { font-weight: 600; color: var(--text); }
svg { display: block; width: 100%; height: auto; padding: 4px 0; } svg text { fill: var(--text-3); font-size: 11px; } svg .strong { fill: var(--text); font-weight: 600; }
svg .end { text-anchor: end; } svg .mid { text-anchor: middle; } svg path { fill: none; } .equity { stroke: var(--text); stroke-width: 1.4; }
.daily { stroke: var(--text-3); stroke-width: 1; } .total { stroke: var(--text); stroke-width: 2; } .target { stroke: var(--text-3); stroke-dasharray: 8 3 2 3; }
.grid { stroke: var(--line); } .near { stroke: var(--text-3); stroke-dasharray: 2 3; } .dot { fill: var(--text); } svg .fall { fill: url(#hatch); stroke: var(--loss); }
.hatch { stroke: var(--loss); stroke-width: 2; } .gain { fill: var(--gain); } .loss { fill: url(#hatch); stroke: var(--loss); }
@media (max-width: 760px) { .pair { grid-template-columns: 1fr; } }
@media print { body { background: #fff; max-width: none; padding: 0; } details { display: block; } }
`;
