/** Results: closed trades and what they add up to, per strategy. */
export { ResultsView } from './results-view.tsx';
