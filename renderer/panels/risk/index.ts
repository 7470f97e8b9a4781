/** Risk: the rulebook's floors, what blocks entries, and what each strategy may do. */
export { RiskView } from './risk-view.tsx';
