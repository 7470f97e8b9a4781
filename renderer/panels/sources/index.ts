/** Where signals come from: the list of sources, the rules of each, and their secrets. */
export { SourceForm } from './source-form.tsx';
export { sourceState } from './source-words.ts';
export { SourcesPanel } from './sources-panel.tsx';
export { useSources, type Sources } from './use-sources.ts';
