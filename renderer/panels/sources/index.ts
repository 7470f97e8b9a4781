/** Where signals come from: the list of sources, the rules of each, and their secrets. */
export { sourceState } from './source-words.ts';
export { SourcesPanel } from './sources-panel.tsx';
export { useSources } from './use-sources.ts';
