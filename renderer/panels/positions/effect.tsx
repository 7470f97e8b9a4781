import type { Side } from '#shared/domain';
import type { PositionPreview, Preview } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import { labelOf, lotsText, moneyText, priceText, signedMoneyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf } from '../reading/index.ts';

/** What a change comes to: before and after, what is opened in its place, what the other one loses. */
export function Effect({ preview, held }: { readonly preview: PositionPreview; readonly held: LedgerPosition }) {
  const currency = useEngine(currencyOf);
  const digits = useEngine(({ live }) => digitsOf(live, held.position.symbol));
  const { before, after } = preview;
  if (after === null) return null;
  const money = (amount: number | null): string => signedMoneyText(amount, currency);
  const change = (name: string, from: number | null, to: number | null): string | null =>
    from === to ? null : `${name} ${priceText(from, digits)} → ${priceText(to, digits)}`;
  const lots = before.volume === after.volume ? null : `Lots ${lotsText(before.volume)} → ${lotsText(after.volume)}`;
  const what = [
    lots,
    change('Stop', before.stopLoss, after.stopLoss),
    change('Target', before.takeProfit, after.takeProfit),
  ].filter((part) => part !== null);
  return (
    <>
      <b>{what.join(', ')}</b>
      <span>
        at its stop {money(before.atStop)} → <b>{money(after.volume === 0 ? 0 : after.atStop)}</b>
      </span>
      <span>
        room at all stops {money(before.roomAtStops)} → <b>{money(after.roomAtStops)}</b> {currency}
      </span>
      {preview.by !== undefined && (
        <span>
          {preview.by.ticket}: lots {lotsText(preview.by.before)} → <b>{lotsText(preview.by.after)}</b>, spread not paid{' '}
          <b>{moneyText(preview.by.saves, currency)}</b>
        </span>
      )}
      {preview.opens !== undefined && <Opens opens={preview.opens} side={held.position.direction === 'BUY' ? 'SELL' : 'BUY'} />}
    </>
  );
}

/** The entry on the other side, once the position is closed. */
function Opens({ opens, side }: { readonly opens: Preview; readonly side: Side }) {
  const currency = useEngine(currencyOf);
  const { lots, binding, loss, before, after } = opens;
  if (lots === null || loss === null || before === null || after === null) return null;
  const spoken = before.openRisk + before.reserved;
  const span = before.hasNoDayLimit === true ? 'in all' : 'today';
  return (
    <span>
      then{' '}
      <b>
        {side} {lotsText(lots)}
      </b>
      , set by {labelOf(binding ?? '')}, lost at its stop <b>{moneyText(-loss.total, currency)}</b>, room {span} at all stops{' '}
      {moneyText(before.dayRoom - spoken, currency)} → <b>{moneyText(after.dayRoom - spoken, currency)}</b> {currency}
    </span>
  );
}
