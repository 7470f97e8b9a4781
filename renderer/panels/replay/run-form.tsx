import { profileIds } from '#shared/config';
import { PRESETS, rulebookOf, type Preset } from '#shared/rulebooks';
import type { PriceFile } from '#shared/ipc';
import { Choice, TextField } from '../../controls/index.ts';
import { countText, strategyText } from '../../format/index.ts';
import { useEngine, type RunDraft } from '../../store/index.ts';
import { foldedIn } from './run-draft.ts';
import { ReadingFields } from './reading-fields.tsx';
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
        <ReadingFields {...props} />
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
            ['pessimistic', 'the stop first'],
            ['path', 'along a likely path'],
          ]}
          onPick={(intrabar) => put({ intrabar: intrabar as RunDraft['intrabar'] })}
        />
      )}
      <Choice
        label="Blocks and halts"
        value={draft.rearm}
        options={[
          ['daily', 'end with the day'],
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
