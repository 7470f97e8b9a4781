/** A replay's report as one HTML file with its charts, for a browser or paper. Pure. */
export { tablePage } from './table-page.ts';
export { reportPage } from './page.ts';
