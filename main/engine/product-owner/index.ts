/** The product owner: which strategy a signal belongs to, whether to trade it now and how large, and what results teach. */
export { afterTrade } from './after-trade.ts';
export { evaluate } from './evaluate.ts';
export type { Adjustments, Evaluation, Question } from './evaluation.ts';
export { newsEvents, newsSpan } from './news.ts';
export { performanceView, type PerformanceView } from './performance-view.ts';
export { questionOf } from './question.ts';
export { strategyOf } from './strategy-of.ts';
