/**
 * Witnesses beside the simulated cockpit, one file each. They keep books of their own: true time, what the operator asked for,
 * what the broker holds, the plan. Nothing that the engine says is taken for so.
 */
export { AtRestWitness } from './at-rest-witness.ts';
export { CertificateWitness } from './certificate-witness.ts';
export { ClockWitness } from './clock-witness.ts';
export { DayWitness } from './day-witness.ts';
export { judgeEntry, type AtSending, type Entry } from './entry-witness.ts';
export { balanceAt, floorsOf, firmOf, nextPragueMidnight, pragueMidnight, type Books } from './firm-day.ts';
export { LedgerWitness, type LedgerLook } from './ledger-witness.ts';
export { ManagementWitness } from './management-witness.ts';
export { OrderWitness } from './order-witness.ts';
export { PendingWitness, type PendingLook } from './pending-witness.ts';
export { ProtectionWitness } from './protection-witness.ts';
export { RecordsWitness } from './records-witness.ts';
export type { Broken } from './report.ts';
export { RiskWitness } from './risk-witness.ts';
export { StopWitness, type ActEnd, type Asked, type OperatorAct } from './stop-witness.ts';
export { Witnesses } from './witnesses.ts';
