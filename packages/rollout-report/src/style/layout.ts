/** The page from top to bottom, on a phone, a wide screen and on paper. */
export const LAYOUT = `
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 67rem;
  padding: 2.5rem clamp(1rem, 4vw, 2rem) 4rem;
  background: var(--ground);
  color: var(--ink);
  font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
h1, h2, h3, p, dl, dd, figure { margin: 0; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; letter-spacing: -.015em; }
h1 .note { font-weight: 400; font-size: inherit; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.005em; margin-bottom: .9rem; }
h3 { font-size: 1rem; line-height: 1.4; margin-bottom: .4rem; }
h3 .note { font-weight: 400; margin-left: .25rem; }
a { color: var(--stable); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--stable); outline-offset: 3px; }
section { margin-top: 3.25rem; }
.eyebrow { color: var(--quiet); font-size: .875rem; margin-bottom: .35rem; }
.note, .caption, figcaption, .absent { color: var(--quiet); font-size: .875rem; }
.caption, figcaption { margin-top: .6rem; max-width: 46rem; }
.absent { font-size: 1rem; }
.verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem .9rem; margin: 1.25rem 0 1.5rem; padding: 1rem 1.15rem; border-left: 4px solid var(--axis); background: var(--soft); border-radius: 0 .4rem .4rem 0; }
.verdict.good { border-color: var(--good); background: var(--good-ground); }
.verdict.bad { border-color: var(--bad); background: var(--bad-ground); }
.verdict.unsure { border-color: var(--unsure); background: var(--unsure-ground); }
.verdict .chip { font-size: 1.25rem; padding: 0; background: none; }
.verdict .sentence { flex: 1 1 20rem; font-size: 1.0625rem; }
.sentence::first-letter { text-transform: uppercase; }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-weight: 600; white-space: nowrap; color: var(--quiet); background: var(--soft); }
.chip.good { color: var(--good); background: var(--good-ground); }
.chip.bad { color: var(--bad); background: var(--bad-ground); }
.chip.unsure { color: var(--unsure); background: var(--unsure-ground); }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; }
dt { color: var(--quiet); font-size: .8125rem; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.25rem 2rem; margin-top: 2.25rem; padding: 1.35rem 0; border: solid var(--line); border-width: 1px 0; }
.figures dd { font-size: 1.75rem; font-weight: 600; line-height: 1.3; letter-spacing: -.01em; }
.figures .note { display: block; font-weight: 400; letter-spacing: 0; line-height: 1.4; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1.75rem 2rem; }
.panels figure { max-width: 26rem; }
figure + h3 { margin-top: 2rem; }
figure + .scroll { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--stable); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 639px) {
  body { padding-top: 1.5rem; }
  section { margin-top: 2.5rem; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 1.1rem 1.25rem; }
  .figures dd { font-size: 1.375rem; }
  .facts { display: grid; grid-template-columns: repeat(2, 1fr); gap: .75rem 1.25rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: .8125rem; }
  section { margin-top: 1.75rem; }
  h2, h3 { break-after: avoid; }
  figure, tr, .verdict, .figures { break-inside: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .panels { grid-template-columns: repeat(3, 1fr); gap: 1rem; }
  .facts { gap: .5rem 1.5rem; }
  details:not([open]) { display: none; }
  section:has(> details:not([open])) { display: none; }
  * { print-color-adjust: exact; }
}
`;
