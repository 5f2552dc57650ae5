/** Tables: hairlines between rows, numbers to the right, scrolling on their own where the screen is narrow. */
export const TABLES = `
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; overflow-wrap: normal; }
th, td { padding: .55rem 1.25rem .55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .8125rem; font-weight: 400; vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
thead .number, .number .note { white-space: normal; }
#metrics ~ .scroll .note { white-space: nowrap; }
td .note { display: block; }
.words { overflow-wrap: anywhere; min-width: 11rem; width: 100%; }
.name { margin-right: .35rem; }
th.words .chip { font-size: .8125rem; }
#checks ~ .scroll table { width: auto; }
#checks ~ .scroll .words { width: auto; padding-right: 2.5rem; }
.words .sentence { display: block; font-weight: 400; color: var(--quiet); font-size: .875rem; max-width: 34rem; margin-top: .1rem; }
.drawing { min-width: 15rem; }
#plan ~ .scroll table { width: auto; }
#plan ~ .scroll .number { padding-right: 2.5rem; }
details table { font-size: .8125rem; margin-top: .75rem; }
details thead th { text-align: right; }
details td, details tbody th { padding-top: .2rem; padding-bottom: .2rem; font-weight: 400; text-align: right; white-space: nowrap; }
details .scroll { max-height: 34rem; overflow: auto; }
@media screen and (max-width: 639px) {
  th, td { padding-right: .9rem; }
  .words { min-width: 8rem; }
  #metrics ~ .scroll .words { min-width: 11rem; }
  #checks ~ .scroll .words, #plan ~ .scroll .number { padding-right: .9rem; }
  .drawing { display: none; }
}
@media print {
  .scroll, details .scroll { overflow: visible; max-height: none; }
  table { font-size: .75rem; }
  th, td { padding-right: .7rem; }
  .words .sentence, td .note { font-size: .6875rem; }
  #metrics ~ .scroll .words { min-width: 9rem; }
  .drawing { min-width: 10rem; }
}
`;
