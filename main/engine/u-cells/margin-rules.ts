import { rule, type Account, type Criterion, type SymbolSpec } from '#shared/domain';
import { marginPerLot, marginRoom } from '#engine/sizing';
import { moneyText, plain, rounded } from '#engine/wording.ts';
import type { Draft } from './cell.ts';

/** What the order takes of the free margin, by the terminal's own word where it gives one. Unknown is not zero: it refuses. */
export function marginRules(lots: number, { entry, side }: Draft, spec: SymbolSpec, account: Account): Criterion[] {
  const margin = marginPerLot(entry, side, spec, account);
  if (margin.by === 'unknown')
    return [
      rule({
        code: 'margin_known',
        ok: false,
        observed: null,
        limit: null,
        hard: true,
        text:
          `The terminal could not tell the margin of a lot of ${spec.symbol}, so nothing can be sized: it is asked again within ` +
          'a minute; else see under Specification of the symbol in MetaTrader what it asks for, or ask the broker.',
      }),
    ];
  const needed = lots * margin.perLot;
  const usable = marginRoom(account);
  const whose =
    margin.by === 'terminal'
      ? 'by the terminal'
      : `by a leverage of 1:${plain(margin.leverage ?? 0, 0)}: the terminal tells no margin, a newer Expert Advisor does`;
  return [
    rule({
      code: 'margin',
      ok: needed <= usable + 1e-6,
      observed: rounded(needed, 2),
      limit: rounded(usable, 2),
      hard: true,
      text: `Margin of ${moneyText(needed)} (${whose}) against ${moneyText(usable)} usable (free margin less 30 % of equity).`,
    }),
  ];
}
