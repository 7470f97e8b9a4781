import { profileIds } from '#shared/config';
import { PRESETS, rulebookOf, type Preset } from '#shared/rulebooks';
import type { PriceFile } from '#shared/ipc';
import { Choice, TextField } from '../../controls/index.ts';
import { countText, strategyText } from '../../format/index.ts';
import { useEngine, type RunDraft } from '../../store/index.ts';
import { foldedIn } from './run-draft.ts';
import { HINTS } from './options-in-words.ts';
import { SweepFields } from './sweep-fields.tsx';
import './run-form.css';

export type RunFormProps = {
  readonly draft: RunDraft;
  readonly files: readonly PriceFile[];
  readonly isSweep: boolean;
  /** A message asks for what is filled in under how the files are read. */
  readonly isReadingAsked: boolean;
  readonly onDraft: (draft: RunDraft) => void;
};

/** What a run takes for granted, each with the value that it has when nothing is chosen. */
export function RunForm(props: RunFormProps) {
  const { draft, isSweep, isReadingAsked, onDraft } = props;
  const put = (change: Partial<RunDraft>): void => onDraft({ ...draft, ...change });
  const { reading, more } = foldedIn(draft);
  return (
    <>
      <TextField
        label="Name of the run"
        value={draft.name}
        maxLength={80}
        placeholder={draft.files.join(', ')}
        onChange={(name) => put({ name })}
      />
      {isSweep && <SweepFields params={draft.params} onParams={(params) => put({ params })} />}
      <Rules {...props} />
      {!isSweep && <Trader {...props} />}
      <details open={isReadingAsked ? true : undefined}>
        <summary>How the files are read{filledText(reading)}</summary>
        <Reading {...props} />
      </details>
      <details>
        <summary>More{filledText(more)}</summary>
        <More {...props} />
      </details>
    </>
  );
}

const filledText = (count: number): string => (count === 0 ? '' : `, ${countText(count)} filled in`);

function Rules({ draft, onDraft }: RunFormProps) {
  const config = useEngine(({ cockpit }) => cockpit.config);
  return (
    <>
      <Choice
        label="Rulebook"
        value={draft.rulebook}
        options={[['', 'as in force'], ...PRESETS.map((preset) => [preset, rulebookOf(preset).title] as const)]}
        onPick={(value) => onDraft({ ...draft, rulebook: value as Preset | '' })}
      />
      <fieldset className="run-strategies">
        <legend>Strategies</legend>
        {profileIds(config.strategies).map((id) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={draft.enabled[id] ?? config.strategies[id]?.enabled ?? false}
              onChange={({ target }) => onDraft({ ...draft, enabled: { ...draft.enabled, [id]: target.checked } })}
            />{' '}
            {strategyText(id)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function Trader({ draft, onDraft }: RunFormProps) {
  const put = (change: Partial<RunDraft>): void => onDraft({ ...draft, ...change });
  return (
    <div className="fields tops">
      <Choice
        label="Approved are"
        value={draft.approve}
        options={[
          ['all', 'all'],
          ['score', 'from a U1 score on'],
          ['none', 'none'],
        ]}
        onPick={(approve) => put({ approve: approve as RunDraft['approve'] })}
      />
      {draft.approve === 'score' && <TextField label="U1 score" value={draft.score} onChange={(score) => put({ score })} />}
      <TextField label="Seconds at a card" value={draft.afterS} onChange={(afterS) => put({ afterS })} />
    </div>
  );
}

function Reading({ draft, isSweep, onDraft }: RunFormProps) {
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
        options={[['auto', 'what the name says'], ['bars', 'M1 bars'], ...(isSweep ? [] : [['ticks', 'ticks'] as const])]}
        onPick={(kind) => put({ kind: kind as RunDraft['kind'] })}
      />
      <TextField label="Symbol" hint={HINTS.symbol} {...row('symbol')} />
      <Choice
        label="Decimals after"
        value={draft.decimals}
        options={[
          ['', 'what the numbers tell'],
          ['point', 'a point: 1.2345'],
          ['comma', 'a comma: 1,2345'],
        ]}
        onPick={(decimals) => put({ decimals: decimals as RunDraft['decimals'] })}
      />
      <Choice
        label="Dates are"
        value={draft.dates}
        options={[
          ['', 'what the rows tell'],
          ['dmy', 'day, month, year'],
          ['mdy', 'month, day, year'],
          ['ymd', 'year, month, day'],
        ]}
        onPick={(dates) => put({ dates: dates as RunDraft['dates'] })}
      />
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

function More({ draft, files, isSweep, onDraft }: RunFormProps) {
  const put = (change: Partial<RunDraft>): void => onDraft({ ...draft, ...change });
  const named = (ends: RegExp) => files.filter(({ name }) => ends.test(name)).map(({ name }) => [name, name] as const);
  return (
    <div className="fields tops">
      {!isSweep && (
        <Choice
          label="Inside a bar"
          value={draft.intrabar}
          options={[
            ['pessimistic', 'the stop comes first'],
            ['path', 'along a likely path'],
          ]}
          onPick={(intrabar) => put({ intrabar: intrabar as RunDraft['intrabar'] })}
        />
      )}
      <Choice
        label="Blocks and halts"
        value={draft.rearm}
        options={[
          ['daily', "end with the firm's day"],
          ['never', 'stay'],
        ]}
        onPick={(rearm) => put({ rearm: rearm as RunDraft['rearm'] })}
      />
      {!isSweep && (
        <TextField
          label="Rates"
          placeholder="USDJPY=152.4"
          hint="into the account's currency: a value, or a file of the list"
          value={draft.rates}
          onChange={(rates) => put({ rates })}
        />
      )}
      {!isSweep && (
        <Choice
          label="News calendar"
          value={draft.calendar}
          options={[['', 'none'], ...named(/\.(csv|json|ics)$/i)]}
          onPick={(calendar) => put({ calendar })}
        />
      )}
      <Choice
        label="Specification"
        value={draft.spec}
        options={[['', 'the built-in one'], ...named(/\.json$/i)]}
        onPick={(spec) => put({ spec })}
      />
    </div>
  );
}
