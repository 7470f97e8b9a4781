import { CHANNEL_KINDS, type ChannelForm, type ChannelsView } from '#shared/ipc';
import { Button, Choice, Empty, Field, Panel, TextInput } from '../../controls/index.ts';
import { dateTimeText, ownTimeZone } from '../../format/index.ts';
import { isPast, useEngine } from '../../store/index.ts';
import { ChannelCard, KIND_TITLES } from './channel-card.tsx';
import { newChannel, useChannels, type Channels } from './use-channels.ts';

/** Who is told of alarms besides this window: how each channel stands, a test of it, and its settings. */
export function ChannelsPanel() {
  const channels = useChannels();
  const isOld = useEngine(({ link }) => isPast(link));
  const { view, why, form, isChanged } = channels;
  if (view === null || form === null)
    return (
      <Panel title="Notifications">
        <Empty>{why ?? 'Asking the engine for its channels…'}</Empty>
      </Panel>
    );
  const away = isOld ? 'The engine does not answer' : null;
  return (
    <Panel title="Notifications" note="alarms, where you are" testId="channels">
      {form.channels.length === 0 && (
        <Empty>
          Alarms are told in this window only. <b>Add a channel to have them on your phone.</b>
        </Empty>
      )}
      <ul className="alarm-list">
        {form.channels.map((entry, at) => (
          <ChannelCard
            key={entry.was ?? `new-${String(at)}`}
            entry={entry}
            state={view.states.find(({ id }) => id === entry.was) ?? null}
            kept={view.kept}
            untestable={away ?? (isChanged || entry.was === null ? 'Save first: what is tested is what is saved' : null)}
            onChange={(next) => channels.change({ channels: form.channels.map((one, n) => (n === at ? next : one)) })}
            onRemove={() => channels.change({ channels: form.channels.filter((_, n) => n !== at) })}
            onTested={channels.look}
          />
        ))}
      </ul>
      <div className="pad stack">
        <AddRow {...{ form, channels }} />
        <Policy form={form} onChange={channels.change} />
        <DeadMan deadMan={view.deadMan} />
        <SaveRow {...{ channels, away }} />
      </div>
    </Panel>
  );
}

function AddRow({ form, channels }: { readonly form: ChannelForm; readonly channels: Channels }) {
  const ids = form.channels.map(({ id }) => id);
  return (
    <div className="row">
      {CHANNEL_KINDS.map((kind) => (
        <Button key={kind} size="small" onClick={() => channels.change({ channels: [...form.channels, newChannel(kind, ids)] })}>
          {`Add ${KIND_TITLES[kind]}`}
        </Button>
      ))}
    </div>
  );
}

function DeadMan({ deadMan }: Pick<ChannelsView, 'deadMan'>) {
  if (deadMan === null) return null;
  return (
    <p className="mid wrap">
      Dead man’s switch: {deadMan.lastPingAt === null ? 'not pinged yet' : `last pinged ${dateTimeText(deadMan.lastPingAt)}`}
      {deadMan.problem === null ? '' : `; ${deadMan.problem}`}
    </p>
  );
}

function SaveRow({
  channels: { why, isChanged, save, discard, view },
  away,
}: {
  readonly channels: Channels;
  readonly away: string | null;
}) {
  return (
    <>
      {why !== null && (
        <p className="refusal wrap" role="alert">
          {why}
        </p>
      )}
      <div className="row">
        <Button
          testId="channels-save"
          needs="channels.save"
          unavailable={away ?? (isChanged ? null : 'Nothing was changed')}
          onClick={() => void save()}
        >
          Save
        </Button>
        <Button look="quiet" unavailable={isChanged ? null : 'Nothing was changed'} onClick={discard}>
          Discard
        </Button>
      </div>
      <p className="dim wrap">
        In force at once, kept in <span className="code">{view?.file}</span>. Secrets are never shown back.
      </p>
    </>
  );
}

const NEVER = 'never';

function Policy({ form, onChange }: { readonly form: ChannelForm; readonly onChange: (part: Partial<ChannelForm>) => void }) {
  const { quietHours, escalateAfterMin } = form;
  const own = ownTimeZone();
  const minutes = ['5', '10', '15', '30', '60'];
  const waits =
    escalateAfterMin === null || minutes.includes(String(escalateAfterMin)) ? minutes : [String(escalateAfterMin), ...minutes];
  return (
    <div className="fields">
      <Choice
        label="Told again without an acknowledgement"
        value={escalateAfterMin === null ? NEVER : String(escalateAfterMin)}
        options={[[NEVER, NEVER], ...waits.map((one) => [one, `after ${one} min`] as const)]}
        onPick={(value) => onChange({ escalateAfterMin: value === NEVER ? null : Number(value) })}
      />
      <Choice
        label="Quiet hours"
        value={quietHours === null ? 'off' : 'on'}
        options={[
          ['off', 'none'],
          ['on', 'critical only, between'],
        ]}
        onPick={(value) => onChange({ quietHours: value === 'off' ? null : { from: '22:00', to: '07:00', timeZone: own } })}
      />
      {quietHours !== null && (
        <>
          {(['from', 'to', 'timeZone'] as const).map((key) => (
            <Field key={key} label={QUIET_LABELS[key]}>
              <TextInput
                value={quietHours[key]}
                maxLength={64}
                onChange={(value) => onChange({ quietHours: { ...quietHours, [key]: value } })}
              />
            </Field>
          ))}
        </>
      )}
    </div>
  );
}
const QUIET_LABELS = { from: 'From (HH:MM)', to: 'To (HH:MM)', timeZone: 'Time zone' } as const;
