/** Where signals come from: the list of sources, the rules of each, and their secrets. */
export { sourceState } from './source-words.ts';
export { SourcesPanel } from './sources-panel.tsx';
export { SourceTest, TestAnswer } from './test-answer.tsx';
export { Stations } from './test-steps.tsx';
export { useSourceTest } from './use-source-test.ts';
export { useSources } from './use-sources.ts';
