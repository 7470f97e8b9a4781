/** A replay's report as one HTML file with its charts, for a browser or paper. Pure. */
export { tablePage } from './table-page.ts';
export { dataFacts, reportPage } from './page.ts';
export { nameOf } from './tables.ts';
