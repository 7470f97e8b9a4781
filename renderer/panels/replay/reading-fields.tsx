import { Choice, TextField } from '../../controls/index.ts';
import type { RunDraft } from '../../store/index.ts';
import { HINTS } from './options-in-words.ts';

type ReadingProps = {
  readonly draft: RunDraft;
  readonly isSweep: boolean;
  readonly onDraft: (draft: RunDraft) => void;
};

/** How the files are read, where their names and rows do not tell. */
export function ReadingFields({ draft, isSweep, onDraft }: ReadingProps) {
  const put = (change: Partial<RunDraft>): void => onDraft({ ...draft, ...change });
  const row = (key: keyof RunDraft['rows']) => ({
    value: draft.rows[key],
    maxLength: key === 'from' || key === 'to' ? 64 : 400,
    onChange: (text: string) => put({ rows: { ...draft.rows, [key]: text } }),
  });
  return (
    <div className="fields tops">
      <Choice
        label="Prices are"
        value={draft.kind}
        options={[['auto', 'the name says'], ['bars', 'M1 bars'], ...(isSweep ? [] : [['ticks', 'ticks'] as const])]}
        onPick={(kind) => put({ kind: kind as RunDraft['kind'] })}
      />
      <TextField label="Symbol" hint={HINTS.symbol} {...row('symbol')} />
      <Written draft={draft} put={put} />
      <TextField
        label="Times are of"
        placeholder="UTC"
        hint="mt5: New York + 7 h; or a zone such as Europe/Prague"
        {...row('server-zone')}
      />
      <TextField label="Spread, points" placeholder="0" hint={HINTS.spread} {...row('spread')} />
      <TextField label="Prices times" placeholder="1" hint={HINTS.scale} {...row('scale')} />
      <TextField label="From" placeholder="2026-01-05" {...row('from')} />
      <TextField label="To" placeholder="2026-02-05" {...row('to')} />
      <Choice
        label="Leave bad rows out"
        value={draft.skipBad ? 'yes' : 'no'}
        options={[
          ['no', 'no: stop at the first'],
          ['yes', 'yes, and count them'],
        ]}
        onPick={(value) => put({ skipBad: value === 'yes' })}
      />
    </div>
  );
}

/** How numbers and times are written. */
function Written({ draft, put }: { readonly draft: RunDraft; readonly put: (change: Partial<RunDraft>) => void }) {
  return (
    <>
      <Choice
        label="Decimals after"
        value={draft.decimals}
        options={[
          ['', 'the numbers tell'],
          ['point', 'a point: 1.2345'],
          ['comma', 'a comma: 1,2345'],
        ]}
        onPick={(decimals) => put({ decimals: decimals as RunDraft['decimals'] })}
      />
      <Choice
        label="Dates are"
        value={draft.dates}
        options={[
          ['', 'the rows tell'],
          ['dmy', 'day, month, year'],
          ['mdy', 'month, day, year'],
          ['ymd', 'year, month, day'],
        ]}
        onPick={(dates) => put({ dates: dates as RunDraft['dates'] })}
      />
      <Choice
        label="A bar’s time is"
        value={draft.stamps}
        options={[
          ['', 'its start'],
          ['start', 'its start, no hint'],
          ['end', 'its end'],
        ]}
        onPick={(stamps) => put({ stamps: stamps as RunDraft['stamps'] })}
      />
    </>
  );
}
