import type { Draft } from './draft.ts';
import { positive, type FieldReader } from './field-reader.ts';

/** How a body asks for an amount to lose at the stop at most, in account currency. */
export const RISK_MONEY = 'risk_money';

/** `isText`: numbers may be text in this dialect. */
export function riskMoneyOf(fields: FieldReader, isText: boolean): Pick<Draft, 'riskMoney'> {
  const riskMoney = fields.read(
    [RISK_MONEY, ...(isText ? ['risk_amount', 'riskAmount', 'risk_cash', 'riskMoney'] : [])],
    (value) => positive(value, isText),
    'must be a positive amount of the account currency',
  );
  return riskMoney === null ? {} : { riskMoney };
}
