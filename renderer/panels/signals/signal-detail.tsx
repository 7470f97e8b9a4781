import type { SignalLife } from '#shared/projection';
import { Waterfall } from '../../charts/index.ts';
import { Button, Chip, Empty, Panel } from '../../controls/index.ts';
import { countText, msText, patternText, sideText, sourceText, stageText, stateText, utcText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { SignalChart } from '../market-chart/index.ts';
import { CopyButton, headlineOf, overrideRefusal, reasonLine, rowText, u1ScoreOf, wholeReason } from '../reading/index.ts';
import { OrdersPanel } from './orders-panel.tsx';
import { SignalFacts } from './signal-facts.tsx';
import { Timeline } from './timeline.tsx';
import { WhyPanel } from './why-panel.tsx';
import './signal-detail.css';

/** One signal from its arrival to its end: what each station saw, what it allowed, and the outcome. */
export function SignalDetail({ life }: { readonly life: SignalLife }) {
  const { decisions } = life;
  const own = decisions.filter(({ stage }) => stage !== 'approval');
  const work = own.reduce((sum, { ms }) => sum + ms, 0);
  const known = useEngine(({ cockpit }) => cockpit.orders);
  const orders = life.orders.map((clientOrderId) => known.get(clientOrderId)).filter((order) => order !== undefined);
  const rules = decisions.flatMap(({ criteria }) => criteria);
  return (
    <div className="view fixed">
      <Title life={life} />
      <div className="life">
        <p className="sentence">
          <b className="strong" data-testid="headline">
            {headlineOf(life, orders)}
          </b>{' '}
          {reasonLine(life).replace(/\.$/, '')}. {countText(rules.filter(({ ok }) => ok).length)} of {countText(rules.length)}{' '}
          rules passed.
        </p>
        <SignalChart life={life} orders={orders} />
        <Panel title="Life" note="one correlation id" end={`${msText(work)} of work`}>
          <div className="panel-body" tabIndex={0} role="group" aria-label="Timeline">
            <Timeline life={life} orders={orders} />
          </div>
        </Panel>
        <WhyPanel life={life} />
        <div className="stacked">
          <Panel title="Latency" note="the trader’s time left out">
            {own.length === 0 ? (
              <Empty>Nothing measured yet.</Empty>
            ) : (
              <Waterfall steps={own.map(({ stage, ms }) => ({ name: stageText(stage), ms }))} />
            )}
          </Panel>
          <SignalFacts life={life} />
          <OrdersPanel life={life} />
        </div>
      </div>
    </div>
  );
}

function Title({ life }: { readonly life: SignalLife }) {
  const act = useAct();
  const { machine } = useCockpit().past;
  const { signal, signalId } = life;
  const refusal = useEngine(({ cockpit }) => overrideRefusal(life, cockpit));
  return (
    <div className="view-title">
      <Button look="quiet" size="small" onClick={() => act.showSignal(null)}>
        ‹ Signals
      </Button>
      <h1>
        {signal.symbol} <span className="side">{sideText(signal)}</span>
      </h1>
      <span className="code">{signalId}</span>
      <Chip state={life.state} />
      <div className="tools">
        <CopyButton text={copied(life)} about={`of ${signalId}`}>
          Copy row
        </CopyButton>
        <Button onClick={() => machine.open({ at: life.receivedAt })}>See it then</Button>
        {life.state === 'rejected' && (
          <Button
            needs="signal.override"
            testId="override"
            unavailable={refusal}
            onClick={() => act.openDialog({ kind: 'override', signalId })}
          >
            Override…
          </Button>
        )}
      </div>
    </div>
  );
}

/** What the list says of it, in the order of its columns. */
const copied = (life: SignalLife): string => {
  const { signal, signalId, receivedAt, state } = life;
  const words = [signal.symbol, sideText(signal), patternText(signal.pattern), sourceText(signal.source), stateText(state)];
  return rowText([utcText(receivedAt), ...words, wholeReason(life), u1ScoreOf(life), signalId]);
};
