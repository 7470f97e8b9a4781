import { Clock, SortTable, Empty, Panel, View, type Column } from '../../controls/index.ts';
import type { SignalLife } from '#shared/projection';
import { countText, NOTHING } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { actorText, MODE_WORDS, None } from '../reading/index.ts';
import { ApprovalList } from './approval-list.tsx';
import { OverrideOffers } from './override-offers.tsx';

const RECENT = 50;

export function ApprovalsView() {
  const pending = useEngine(({ cockpit }) => cockpit.pending.size);
  const mode = useEngine(({ cockpit }) => cockpit.approvalMode);
  return (
    <View title="Approvals" summary={MODE_WORDS[mode]}>
      <div className="stacked">
        <Panel
          title="Waiting for you"
          note={pending === 0 ? undefined : String(pending)}
          end={<span className="roomy">keys act while a card has the focus</span>}
        >
          {pending === 0 ? (
            <None said="No card is open.">
              <b>A card appears when a signal has passed every rule.</b>
            </None>
          ) : (
            <ApprovalList full />
          )}
        </Panel>
        <Panel title="Refused by soft rules" note="may be overridden with a reason">
          <OverrideOffers most={8} />
          <Empty>Listed while they are young enough to be traded. A hard limit cannot be overridden by anybody.</Empty>
        </Panel>
        <Answered />
      </div>
    </View>
  );
}

function Answered() {
  const act = useAct();
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const answered = [...signals.values()]
    .filter(({ approval }) => approval !== null)
    .slice(-RECENT)
    .reverse();
  const columns: readonly Column<SignalLife>[] = [
    {
      title: 'Symbol',
      by: (life) => life.signal.symbol,
      cell: (life) => (
        <button type="button" className="link" onClick={() => act.showSignal(life.signalId)}>
          {life.signal.symbol}
        </button>
      ),
    },
    { title: 'Side', cell: (life) => life.signal.side, look: 'side', by: (life) => life.signal.side },
    { title: 'Answer', cell: (life) => life.approval?.how ?? NOTHING, by: (life) => life.approval?.how ?? null },
    {
      title: 'By',
      cell: (life) => actorText(life.approval?.by ?? ''),
      look: 'mid',
      by: (life) => actorText(life.approval?.by ?? ''),
    },
    {
      title: 'Reason',
      cell: (life) => life.approval?.reason ?? NOTHING,
      fill: true,
      look: 'mid',
      by: (life) => life.approval?.reason ?? null,
    },
    {
      title: 'At',
      cell: (life) => <Clock at={life.approval?.at ?? null} />,
      align: 'right',
      look: 'dim',
      by: (life) => life.approval?.at ?? null,
    },
  ];
  return (
    <Panel title="Answered" note={answered.length === 0 ? undefined : `last ${countText(answered.length)}`}>
      {answered.length === 0 ? (
        <None said="None of the signals kept here was answered." />
      ) : (
        <SortTable
          list="answered"
          caption="Answered approvals, newest first"
          columns={columns}
          rows={answered}
          rowKey={(life) => life.signalId}
        />
      )}
    </Panel>
  );
}
