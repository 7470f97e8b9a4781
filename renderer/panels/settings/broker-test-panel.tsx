import { useState } from 'react';
import { RUN_MODES, type BrokerTest, type BrokerTestStep } from '#shared/domain';
import { Button, Choice, Clock, Icon, Panel } from '../../controls/index.ts';
import { msText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useUi } from '../../store/index.ts';
import { usePricedSymbols } from '../reading/index.ts';

const STEP_WORDS: Readonly<Record<BrokerTestStep, string>> = {
  open: 'Open',
  move_stops: 'Move the stops',
  close_part: 'Close half',
  close_rest: 'Close the rest',
};

/** Trades the smallest volume once and reports what the broker made of it. On demo and paper accounts only. */
export function BrokerTestPanel() {
  const act = useAct();
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const symbols = usePricedSymbols();
  const { asked, refusal } = useAsk('broker-test');
  const last = useUi((view) => view.brokerTest);
  const [picked, setPicked] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const symbol = picked ?? symbols[0] ?? '';
  const isAllowed = RUN_MODES[mode].canTestBroker;
  const unavailable = asked
    ? 'The test is under way'
    : !isAllowed
      ? 'Only on demo and paper accounts'
      : symbol === ''
        ? 'There is no symbol with a price'
        : null;
  const run = (): void => {
    setSure(false);
    void act.testBroker(symbol);
  };
  return (
    <Panel title="Broker test" note={asked ? 'under way' : isAllowed ? undefined : 'not on a live account'}>
      <div className="pad stack">
        <p className="mid">
          Opens the smallest position that can be halved, moves its stops, closes one half and then the other, and reads back what
          the broker made of it. It trades for real on this account, so the account must be empty.
        </p>
        <div className="row low">
          <Choice
            label="Symbol"
            value={symbol}
            options={symbols.map((name) => [name, name])}
            onPick={setPicked}
            disabled={asked}
          />
          {isSure ? (
            <>
              <Button needs="broker.test" testId="broker-test-run" unavailable={unavailable} onClick={run}>
                Trade the test now
              </Button>
              <Button look="quiet" onClick={() => setSure(false)}>
                Not now
              </Button>
            </>
          ) : (
            <Button needs="broker.test" testId="broker-test" unavailable={unavailable} onClick={() => setSure(true)}>
              {asked ? 'Testing…' : 'Test this broker…'}
            </Button>
          )}
        </div>
        {refusal !== null && <p role="alert">{refusal}</p>}
        {last !== null && <Report test={last} />}
      </div>
    </Panel>
  );
}

function Report({ test }: { readonly test: BrokerTest }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(reportText(test)).then(
      () => setCopied('Copied'),
      () => setCopied('The clipboard is not available here'),
    );
  };
  return (
    <section className="stack" data-testid="broker-test-report" aria-label="Report of the broker test">
      <p className={test.result === 'passed' ? undefined : 'refusal'}>
        <b>{test.result === 'passed' ? 'Passed' : 'Failed'}</b> at <Clock at={test.endedAt} />, {test.symbol}, account{' '}
        {test.account}. {test.text}.
      </p>
      <ol className="steps">
        {test.steps.map(({ step, ok, ms, text }) => (
          <li key={step}>
            <Icon name={ok ? 'check' : 'cross'} />
            <span className="wrap">
              {STEP_WORDS[step]}: {text}
            </span>
            <span className="dim">{msText(ms)}</span>
          </li>
        ))}
      </ol>
      <dl className="kv wide">
        {test.findings.map(({ about, text }) => (
          <div className="unboxed" key={about}>
            <dt>{about}</dt>
            <dd className="wrap">{text}</dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Button size="small" look="quiet" onClick={copy}>
          Copy the report
        </Button>
        {copied !== null && (
          <span className="dim" role="status">
            {copied}
          </span>
        )}
      </div>
    </section>
  );
}

/** The report as plain text, for a support request or one's own notes. */
function reportText({ result, symbol, account, beganAt, text, steps, findings }: BrokerTest): string {
  return [
    `Broker test ${result}: ${symbol}, account ${account}, ${new Date(beganAt).toISOString()}`,
    text,
    ...steps.map(({ step, ok, ms, text: said }) => `${ok ? 'ok  ' : 'FAIL'} ${STEP_WORDS[step]} (${msText(ms)}): ${said}`),
    ...findings.map(({ about, text: said }) => `${about}: ${said}`),
  ].join('\n');
}
