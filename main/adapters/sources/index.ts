/** The configured sources in the data folder's `sources.json`. */
export { openSources, SourcesFault } from './sources-file.ts';
