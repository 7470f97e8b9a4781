import { useEffect, useState } from 'react';
import type { ExposureReport } from '#shared/ipc';
import { Empty, Panel, SortTable, type Column } from '../../controls/index.ts';
import { countedText, exact, moneyText, NOTHING, ratioText } from '../../format/index.ts';
import { useAct, useEngine, useIsThen, useNow } from '../../store/index.ts';
import { currencyOf, useIsOld } from '../reading/index.ts';
import './exposure-panel.css';

const EVERY_MS = 2_000;

/** The engine's own figures, asked for while the panel is on screen. Null: not known. */
function useExposure(): ExposureReport | null {
  const act = useAct();
  const isThen = useIsThen();
  const round = Math.floor(useNow(EVERY_MS) / EVERY_MS);
  const positions = useEngine(({ cockpit }) => cockpit.positions);
  const [exposure, setExposure] = useState<ExposureReport | null>(null);
  useEffect(() => {
    let isWanted = !isThen;
    if (isWanted)
      void act.exposure().then((answer) => {
        if (isWanted) setExposure(answer.ok ? answer.value.exposure : null);
      });
    return () => {
      isWanted = false;
    };
  }, [act, isThen, round, positions]);
  return isThen ? null : exposure;
}

/** What is held by currency, what of it moves together, and what each position's end would free. */
export function ExposurePanel() {
  const exposure = useExposure();
  const isThen = useIsThen();
  const old = useIsOld();
  const note = 'as U3 counts it before an entry';
  return (
    <Panel title="Exposure and correlation" note={note} className={old ? 'is-old' : ''}>
      {exposure === null ? (
        <Empty>{isThen ? 'Not on record for the past.' : 'Not known yet.'}</Empty>
      ) : exposure.positions.length === 0 && exposure.stops === 0 ? (
        <Empty>
          Nothing is open or on its way. <b>Currencies, groups and what closing a position frees appear here.</b>
        </Empty>
      ) : (
        <Figures exposure={exposure} />
      )}
    </Panel>
  );
}

function Figures({ exposure }: { readonly exposure: ExposureReport }) {
  const currency = useEngine(currencyOf);
  const { effective, groups, stops, unbounded, pairs, currencies } = exposure;
  const money = (value: number): string => moneyText(value, currency);
  const against = (risk: number, limit: number | null): string =>
    limit === null
      ? `${money(risk)} ${currency}, limit not known`
      : `${money(risk)} of ${money(limit)} ${currency} · ${ratioText(risk / limit)}`;
  return (
    <>
      <dl className="kv wide pad">
        <dt>At all stops, added up</dt>
        <dd>
          {money(-stops)} {currency}
          {unbounded.length > 0 && `, and ${countedText(unbounded.length, 'position')} without a bound`}
        </dd>
        <dt>Effective risk, by correlation</dt>
        <dd>{against(effective.risk, effective.limit)}</dd>
        {groups.map(({ group, risk, limit }) => (
          <div key={group} className="unboxed">
            <dt>Group: {group}</dt>
            <dd>{against(risk, limit)}</dd>
          </div>
        ))}
        {pairs.map(({ one, other, correlation }) => (
          <div key={`${one} ${other}`} className="unboxed">
            <dt>
              {one} with {other}
            </dt>
            <dd>{correlation === null ? 'correlation not known' : `correlation ${exact(correlation, 2, 2)}`}</dd>
          </div>
        ))}
      </dl>
      <div className="exposure-tables">
        <SortTable
          list="exposure"
          caption="Exposure by currency"
          columns={currencyColumns(currency)}
          rows={currencies}
          rowKey={(row) => row.currency}
        />
        <Frees exposure={exposure} />
      </div>
    </>
  );
}

const currencyColumns = (account: string): readonly Column<ExposureReport['currencies'][number]>[] => [
  { title: 'Currency', cell: ({ currency }) => currency, look: 'strong', by: ({ currency }) => currency },
  { title: `Net, ${account}`, cell: ({ net }) => moneyText(net, account), align: 'right', by: ({ net }) => net },
  { title: `Gross, ${account}`, cell: ({ gross }) => moneyText(gross, account), align: 'right', by: ({ gross }) => gross },
];

/** What the end of each position takes off the stops, and off the risk that is held against the limit. */
function Frees({ exposure: { positions } }: { readonly exposure: ExposureReport }) {
  const currency = useEngine(currencyOf);
  const live = useEngine((view) => view.live);
  const known = (value: number | null): string => (value === null ? NOTHING : moneyText(value, currency));
  const nameOf = (ticket: string): string => {
    const one = live?.positions.find((held) => held.ticket === ticket);
    return one === undefined ? ticket : `${one.symbol} ${one.direction} ${ticket}`;
  };
  const columns: readonly Column<ExposureReport['positions'][number]>[] = [
    { title: 'Closing', cell: ({ ticket }) => nameOf(ticket), look: 'strong', by: ({ ticket }) => nameOf(ticket) },
    { title: `Frees at its stop, ${currency}`, cell: ({ risk }) => known(risk), align: 'right', by: ({ risk }) => risk },
    {
      title: `Frees of effective risk, ${currency}`,
      cell: ({ frees }) => known(frees),
      align: 'right',
      by: ({ frees }) => frees,
    },
  ];
  return (
    <SortTable list="frees" caption="What closing frees" columns={columns} rows={positions} rowKey={({ ticket }) => ticket} />
  );
}
