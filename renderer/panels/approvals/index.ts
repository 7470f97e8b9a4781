/** Approval cards: what would be traded, what it may lose, how long the question stands, and what happens at its end. */
export { ApprovalList } from './approval-list.tsx';
export { OverrideOffers } from './override-offers.tsx';
export { ApprovalsView } from './approvals-view.tsx';
export { AtZero } from './card-acts.tsx';
export { useCardState } from './card-state.ts';
