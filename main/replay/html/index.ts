/** A replay's report as one HTML file with its charts, for a browser or paper. Pure. */
export { reportPage } from './page.ts';
