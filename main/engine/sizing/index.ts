/** How large an order may be: the loss of a lot, the ceilings, Kelly, margin; always rounded down. */
export { floorToStep } from './ceiling.ts';
export { kellyPercent, kellyShare, wilsonLower } from './kelly.ts';
export { type Loss, costsOf, lossOf, lossPerLot } from './loss.ts';
export { marginPerLot, marginRoom, type MarginPerLot } from './margin.ts';
export { type RiskPercent, riskPercentOf } from './risk-percent.ts';
export { type SizeRequest, type Sizing, sizeOrder } from './size-order.ts';
