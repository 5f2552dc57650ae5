/** Drawings: thin axes, candidate solid and orange, stable dashed and blue. */
export const CHARTS = `
.chart { display: block; width: 100%; height: auto; }
.narrow { display: none; }
@media screen and (max-width: 639px) { .wide { display: none; } .narrow { display: block; max-width: 30rem; } }
svg text { font: 400 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; fill: var(--quiet); }
.tick { font-size: 11px; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .strong { font-weight: 600; }
svg text.candidate { fill: var(--candidate); }
svg text.stable { fill: var(--stable); }
.halo { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
.chart path, .ratio path { fill: none; }
.grid { stroke: var(--line); }
.axis, .leader { stroke: var(--axis); }
.event { stroke: var(--axis); stroke-dasharray: 1 3; }
.hatch { stroke: var(--axis); stroke-width: 1.5; }
.line { stroke-width: 2; stroke-linejoin: round; stroke: var(--quiet); }
.line.candidate { stroke: var(--candidate); stroke-width: 2.5; }
.line.deciding { stroke: var(--ink); stroke-width: 2.5; }
.line.stable { stroke: var(--stable); stroke-dasharray: 6 3; }
.dash1 { stroke-dasharray: 7 3; }
.dash2 { stroke-dasharray: 2 2; }
.dash3 { stroke-dasharray: 9 3 2 3; }
.chart .band.candidate, .chart .area { fill: var(--candidate); fill-opacity: .16; }
.chart .band.stable { fill: var(--stable); fill-opacity: .16; }
.planned { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 2 3; }
.threshold { stroke: var(--ink); stroke-width: 1.25; }
svg .halo { fill: var(--ink); }
.dot { fill: var(--quiet); stroke: var(--ground); stroke-width: 1.5; }
.dot.candidate { fill: var(--candidate); }
.dot.deciding { fill: var(--ink); }
.hover { fill: var(--ink); fill-opacity: 0; }
.hover:hover { fill-opacity: .07; }
.mark rect { fill: var(--soft); stroke: var(--axis); }
.mark path { stroke: var(--axis); stroke-dasharray: 1 3; }
.mark text { font-size: 11px; font-weight: 600; fill: var(--ink); }
.frame { fill: var(--soft); stroke: var(--axis); }
.held { fill: var(--candidate); }
.expected { stroke: var(--ink); stroke-width: 2; }
.ratio { display: block; width: 100%; max-width: 13.75rem; height: auto; }
.ratio .one { stroke: var(--axis); }
.ratio .limit { stroke: var(--axis); stroke-dasharray: 1 3; }
.ratio .interval { stroke: var(--quiet); stroke-width: 3; stroke-linecap: round; }
.ratio circle { fill: var(--quiet); }
.ratio.candidate .interval { stroke: var(--candidate); }
.ratio.candidate circle { fill: var(--candidate); }
`;
