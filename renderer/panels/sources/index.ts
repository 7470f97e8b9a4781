/** Where signals come from: the list of sources, the rules of each, and their secrets. */
export { SourcesPanel } from './sources-panel.tsx';
