/** The deck: the flow of today's signals, what needs the trader, and how the account and the control plane stand. */
export { Deck } from './deck.tsx';
