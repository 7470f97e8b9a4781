import type { BlockKind } from './blocks.ts';
import { rowOf, type OldCode } from './codes.ts';
import { CRITERIA, type CriterionCode } from './criteria.ts';
import type { RefusalCode } from './refusals.ts';
import { retcodeWords } from './retcode-words.ts';

/** Why a signal ended, or is in doubt, where that is no rule that it failed: the code on record, and the title a reader sees. */
export const ENDS = {
  account_changed: 'Another account is at the terminal',
  approval_expired: 'Nobody answered in time',
  cancel_done: 'Cancelled as asked',
  cancelled_by_sender: 'Withdrawn by its sender',
  card_size: 'Size far below the card',
  closed_client: 'Closed by hand in the terminal',
  closed_expert: 'Closed by the cockpit',
  closed_so: 'Closed by the broker: margin',
  closed_sl: 'Closed at the stop loss',
  closed_tp: 'Closed at the target',
  drift_adopted: 'The terminal’s word was taken',
  entry_cancelled: 'Pending order cancelled',
  entry_expired: 'Pending order ran out',
  exit_done: 'Closed as asked',
  exit_refused: 'The terminal did not close it',
  exit_sent: 'Closing as asked',
  halted: 'Trading was halted',
  nothing_to_cancel: 'Nothing to cancel',
  nothing_to_close: 'Nothing to close',
  order_unknown: 'No answer from the terminal',
  requoted: 'Requoted, asked again',
  rulebook_changed: 'Other rules were chosen',
  trader_rejected: 'Rejected by the trader',
  unknown_order: 'No intent on record',
} as const satisfies Readonly<Record<string, string>>;
export type EndCode = keyof typeof ENDS;

/** A terminal's own number for why it refused an order. */
export type RetcodeReason = `retcode_${number}`;
export type ReasonCode = CriterionCode | EndCode | RetcodeReason | BlockKind | RefusalCode;

/** The title of a reason on record; its code in words where no table has it. */
export const reasonTitle = (code: ReasonCode | OldCode): string =>
  rowOf<string>(CRITERIA, code) ?? rowOf<string>(ENDS, code) ?? retcodeTitle(code) ?? code.replaceAll('_', ' ');

/** Of a return code: what it means, and the number to look it up by. */
function retcodeTitle(code: string): string | null {
  const number = /^retcode_(\d+)$/.exec(code)?.[1];
  return number === undefined ? null : `The terminal: ${retcodeWords(Number(number)).means} (${number})`;
}
