import { useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { typedNumber } from '../../format/index.ts';
import { useCockpit } from '../../store/index.ts';
import { usePricedSymbols } from '../reading/index.ts';
import { Choices } from '../../controls/index.ts';
import { AddressStep } from './address-step.tsx';
import { alertMessage, filledMessage, lineMessage, type AlertFill } from './alert-message.ts';
import { MessageStep, type MessageDraft } from './message-step.tsx';
import { publicBaseOf, saveAddress, savedAddress } from './public-address.ts';
import { sampleLevels } from './sample-levels.ts';
import { TestPanel } from './test-panel.tsx';
import { useAllowed } from './use-allowed.ts';
import { TunnelStep } from './tunnel-step.tsx';

const START: MessageDraft = { event: 'strategy', symbol: '', strategy: DEFAULT_STRATEGY, stopPips: '20', targetPips: '50' };

const ORDERS = [
  ['buy', 'buys'],
  ['sell', 'sells'],
  ['exit', 'exits'],
] as const;

/** The message that a draft makes; null where a field of it is no number. */
function messageOf(draft: MessageDraft, isLine: boolean): string | null {
  const wish = { ...draft, symbol: draft.symbol === '' ? null : draft.symbol };
  if (!isLine) return alertMessage(wish);
  const [stopPips, targetPips] = [typedNumber(draft.stopPips), typedNumber(draft.targetPips)];
  if (stopPips === null || targetPips === null || !(stopPips > 0 && targetPips > 0)) return null;
  return lineMessage({ ...wish, event: draft.event === 'strategy' ? 'buy' : draft.event, stopPips, targetPips });
}

type AlertGuideProps = {
  readonly http: string;
  readonly view: SourceView;
  readonly unavailable: string | null;
  readonly onTrusted: () => void;
};

/** From nothing to a TradingView alert that arrives: tunnel, address, message, test. */
export function AlertGuide({ http, view, unavailable, onTrusted }: AlertGuideProps) {
  const { engine, ticker } = useCockpit();
  const priced = usePricedSymbols();
  const { strategies, symbols } = useAllowed(view.source);
  const [address, setAddress] = useState(() => savedAddress(localStorage));
  const [isLine, setLine] = useState(view.source.kind === 'pineconnector');
  const [draft, setDraft] = useState<MessageDraft>({
    ...START,
    ...(isLine ? { event: 'buy' } : {}),
    strategy: view.source.strategy ?? DEFAULT_STRATEGY,
  });
  const [order, setOrder] = useState<AlertFill['order']>('buy');
  const message = messageOf(draft, isLine);
  const base = publicBaseOf(address);
  const body = (): string | null => {
    const symbol = draft.symbol === '' ? (symbols.find((name) => priced.includes(name)) ?? '') : draft.symbol;
    const sells = draft.event === 'strategy' ? order === 'sell' : draft.event === 'sell';
    const levels = sampleLevels(engine.getState().live, symbol, sells ? 'SELL' : 'BUY');
    if (levels === null || message === null) return null;
    return filledMessage(message, { symbol, order, ...levels, atMs: ticker.engineNow(1_000) });
  };
  const change = (next: string): void => {
    setAddress(next);
    saveAddress(localStorage, next);
  };
  const pickForm = (line: boolean): void => {
    setLine(line);
    setDraft({ ...draft, event: line ? 'buy' : 'strategy' });
  };
  return (
    <div className="connect-guide">
      <div className="stack">
        <TunnelStep http={http} address={address} onAddress={change} />
        <AddressStep
          title="2. Paste as the alert’s webhook URL"
          view={view}
          base={base ?? 'https://YOUR-TUNNEL'}
          note={
            base === null
              ? 'It is whole once the address of the tunnel is there.'
              : 'Who has this address can send signals: keep it to yourself.'
          }
          incomplete={base === null ? 'Paste the address of the tunnel first' : null}
          unavailable={unavailable}
        />
        <MessageForm isLine={isLine} onPick={pickForm} />
        <MessageStep {...{ draft, isLine, message, symbols, strategies }} onDraft={(part) => setDraft({ ...draft, ...part })} />
      </div>
      <TestPanel
        source={view.source.id}
        step={4}
        {...{ body, address, unavailable, onTrusted }}
        choice={
          draft.event === 'strategy' && <Choices label="The strategy’s order" options={ORDERS} value={order} onPick={setOrder} />
        }
      />
    </div>
  );
}

/** As JSON with plots, or as a line with distances: what the script can give. */
function MessageForm({ isLine, onPick }: { readonly isLine: boolean; readonly onPick: (isLine: boolean) => void }) {
  return (
    <div className="row">
      <Choices
        label="Written as"
        value={isLine ? 'line' : 'json'}
        options={[
          ['json', 'JSON, levels from plots'],
          ['line', 'PineConnector text, distances in pips'],
        ]}
        onPick={(form) => onPick(form === 'line')}
      />
    </div>
  );
}
