import { profileIds } from '#shared/config';
import type { Side } from '#shared/domain';
import { Choice, Choices, Field, TextInput } from '../../controls/index.ts';
import { priceText, strategyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf } from '../reading/index.ts';
import type { OrderType, SizeBy, TicketDraft } from './ticket-draft.ts';

const SIDES = [
  ['BUY', 'BUY'],
  ['SELL', 'SELL'],
] as const satisfies readonly (readonly [Side, string])[];
const TYPES = [
  ['market', 'At the market'],
  ['limit', 'Limit'],
  ['stop', 'Stop'],
  ['stop_limit', 'Stop limit'],
] as const satisfies readonly (readonly [OrderType, string])[];
const oneOf = <T extends string>(options: readonly (readonly [T, string])[], value: string): T | undefined =>
  options.find(([name]) => name === value)?.[0];

type TicketFieldsProps = {
  readonly symbol: string;
  readonly symbols: readonly string[];
  readonly draft: TicketDraft;
  readonly onSymbol: (symbol: string) => void;
  readonly onChange: (part: Partial<TicketDraft>) => void;
};

/** What an order is made of; fields that its type does not have are not there. */
export function TicketFields({ symbol, symbols, draft, onSymbol, onChange }: TicketFieldsProps) {
  return (
    <div className="fields">
      <Choice label="Symbol" value={symbol} options={symbols.map((name) => [name, name])} onPick={onSymbol} />
      <div className="field">
        <span>Side</span>
        <Choices label="Side" options={SIDES} value={draft.side} onPick={(side) => onChange({ side })} />
      </div>
      <Choice
        label="Type"
        value={draft.type}
        options={TYPES}
        onPick={(name) => onChange({ type: oneOf(TYPES, name) ?? 'market' })}
      />
      <Prices symbol={symbol} draft={draft} onChange={onChange} />
      <Size draft={draft} onChange={onChange} />
    </div>
  );
}

type TextName = 'price' | 'stopLimit' | 'stop' | 'target' | 'minutes' | 'size';
type PartProps = Pick<TicketFieldsProps, 'draft' | 'onChange'>;

/** One typed value of the ticket. */
const typed = ({ draft, onChange }: PartProps, name: TextName) => ({
  value: draft[name],
  onChange: (value: string) => onChange({ [name]: value }),
  maxLength: 20,
});

function Prices({ symbol, draft, onChange }: PartProps & Pick<TicketFieldsProps, 'symbol'>) {
  const quote = useEngine(({ live }) => live?.quotes.find((one) => one.symbol === symbol) ?? null);
  const digits = useEngine(({ live }) => digitsOf(live, symbol));
  const isBuy = draft.side === 'BUY';
  const now = quote === null ? '' : ` (${isBuy ? 'ask' : 'bid'} ${priceText(isBuy ? quote.ask : quote.bid, digits)})`;
  const isPending = draft.type !== 'market';
  const field = (name: TextName) => typed({ draft, onChange }, name);
  return (
    <>
      {isPending && (
        <Field label={`Waits for${now}`}>
          <TextInput {...field('price')} />
        </Field>
      )}
      {draft.type === 'stop_limit' && (
        <Field label="Then a limit at">
          <TextInput {...field('stopLimit')} />
        </Field>
      )}
      <Field label={isPending ? 'Stop loss' : `Stop loss${now}`}>
        <TextInput {...field('stop')} />
      </Field>
      <Field label="Take profit">
        <TextInput {...field('target')} placeholder="the strategy’s" />
      </Field>
      {isPending && (
        <Field label="Ends after minutes">
          <TextInput {...field('minutes')} placeholder="the longest allowed" />
        </Field>
      )}
    </>
  );
}

function Size({ draft, onChange }: PartProps) {
  const strategies = profileIds(useEngine(({ cockpit }) => cockpit.config.strategies));
  const currency = useEngine(currencyOf);
  const sizes: readonly (readonly [SizeBy, string])[] = [
    ['risk', '% of the balance'],
    ['money', currency],
    ['lots', 'lots'],
  ];
  return (
    <>
      <Choice
        label="Size by"
        value={draft.sizeBy}
        options={sizes}
        onPick={(name) => onChange({ sizeBy: oneOf(sizes, name) ?? 'risk', size: '' })}
      />
      <Field label="At most">
        <TextInput {...typed({ draft, onChange }, 'size')} placeholder="the strategy’s" />
      </Field>
      <Choice
        label="Risk of"
        value={draft.strategy}
        options={strategies.map((id) => [id, strategyText(id)])}
        onPick={(strategy) => onChange({ strategy })}
      />
    </>
  );
}
