/** After a stop: its certificate, and the two separate acts that lead away from it. */
export { HaltedCard } from './halted-card.tsx';
