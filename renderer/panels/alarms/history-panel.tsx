import { useEffect, useState } from 'react';
import type { AlarmStep, Reply } from '#shared/ipc';
import { AlarmMark, Button, DataTable, Empty, Panel, type Column } from '../../controls/index.ts';
import { clockText, countText, dateTimeText, NOTHING } from '../../format/index.ts';
import { useAct, useEngine, useIsThen, useNow } from '../../store/index.ts';
import { actorText } from '../reading/index.ts';

const PAGE = 50;
const HOUR_MS = 3_600_000;
/** Alarms an hour that one person can look into (ISA-18.2 and EEMUA 191 take six an hour as the most to be expected of one). */
const LOOKED_INTO = 6;

type History = Reply<'alarm.history'>;

/** What alarms went through, from the journal: a new look whenever an alarm changes. In the past it ends at the moment shown. */
function useHistory() {
  const act = useAct();
  const isThen = useIsThen();
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const end = useEngine(({ cockpit }) => (isThen ? cockpit.lastSeq + 1 : null));
  const [history, setHistory] = useState<History | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const look = async (before: number | null, isWanted: () => boolean): Promise<void> => {
    const answer = await act.alarmHistory(before, PAGE);
    if (!isWanted()) return;
    setRefused(answer.ok ? null : answer.error.detail);
    if (!answer.ok) return;
    const { steps, before: next } = answer.value;
    setHistory((old) => ({ steps: before === end || old === null ? steps : [...old.steps, ...steps], before: next }));
  };
  useEffect(() => {
    let isWanted = true;
    void look(end, () => isWanted);
    return () => {
      isWanted = false;
    };
    // The alarms are not read: that they changed says that there is something new to read.
  }, [alarms, end]);
  return { history, refused, lookOn: () => void look(history?.before ?? end, () => true) };
}

/** Every alarm that was, with who did what about it and how many came in an hour. */
export function HistoryPanel() {
  const { history, refused, lookOn } = useHistory();
  const now = useNow(60_000);
  const steps = history?.steps ?? [];
  return (
    <Panel
      title="History"
      note={history === null ? undefined : rateText(history, now)}
      end={<span className="roomy">newest first</span>}
    >
      {steps.length === 0 ? (
        <Empty>{refused ?? (history === null ? 'Looking through the journal…' : emptyText(history))}</Empty>
      ) : (
        <DataTable caption="What alarms went through" columns={COLUMNS} rows={steps} rowKey={({ seq }) => String(seq)} />
      )}
      {history !== null && history.before !== null && (
        <div className="ending">
          <Button size="small" onClick={lookOn}>
            Look further back
          </Button>
          {refused !== null && <span role="status">{refused}</span>}
        </div>
      )}
    </Panel>
  );
}

const emptyText = ({ before }: History): string =>
  before === null ? 'No alarm was raised in this journal.' : 'None in the newest records. Look further back for older ones.';

/** What was raised within an hour; "at least" where the records that were looked at do not reach so far. */
function rateText({ steps, before }: History, now: number): string {
  const raised = steps.filter(({ what, at }) => what === 'raised' && at > now - HOUR_MS).length;
  const isWhole = before === null || (steps.at(-1)?.at ?? now) <= now - HOUR_MS;
  const said = `${isWhole ? '' : 'at least '}${countText(raised)} raised in the last hour`;
  return raised > LOOKED_INTO ? `${said}: more than ${countText(LOOKED_INTO)} cannot be looked into` : said;
}

const WORDS: Readonly<Record<AlarmStep['what'], string>> = {
  raised: 'raised',
  acknowledged: 'acknowledged',
  shelved: 'shelved',
  returned: 'its cause was gone',
};

const COLUMNS: readonly Column<AlarmStep>[] = [
  { title: 'Time', cell: ({ at }) => dateTimeText(at), look: 'dim' },
  {
    title: 'Alarm',
    cell: ({ title, level, alarmId }) => (
      <>
        {level !== null && <AlarmMark level={level} small />} {title ?? alarmId}
      </>
    ),
  },
  { title: 'What', cell: ({ what }) => WORDS[what] },
  { title: 'By', cell: ({ by }) => (by === null ? NOTHING : actorText(by)), look: 'mid' },
  { title: 'Why', cell: whyText, fill: true, look: 'mid' },
];

function whyText({ text, until }: AlarmStep): React.ReactNode {
  const said = [until === null ? null : `until ${clockText(until, 'minutes')}`, text].filter((part) => part !== null).join(': ');
  return said === '' ? NOTHING : <span title={said}>{said}</span>;
}
