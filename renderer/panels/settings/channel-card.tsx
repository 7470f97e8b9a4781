import { useState } from 'react';
import { CHANNEL_FIELDS, type ChannelEntryForm, type ChannelField, type ChannelsView } from '#shared/ipc';
import { Button, Choice, Field, TextInput } from '../../controls/index.ts';
import { countedText, dateTimeText, msText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';

export const KIND_TITLES = { telegram: 'Telegram', discord: 'Discord', email: 'E-mail', webhook: 'Webhook' } as const;
const LEVELS = [
  ['critical', 'critical only'],
  ['critical,high', 'critical and high'],
  ['critical,high,advisory', 'all'],
] as const;

type ChannelCardProps = {
  readonly entry: ChannelEntryForm;
  readonly state: ChannelsView['states'][number] | null;
  /** Fields whose secret is set in the file. */
  readonly kept: readonly string[];
  /** Why it cannot be tested now. */
  readonly untestable: string | null;
  readonly onChange: (entry: ChannelEntryForm) => void;
  readonly onRemove: () => void;
  readonly onTested: () => void;
};

/** One channel: how it stands, a test of it, and its fields. A secret is never shown back; typing one replaces it. */
export function ChannelCard({ entry, state, kept, untestable, onChange, onRemove, onTested }: ChannelCardProps) {
  const [isOpen, setOpen] = useState(entry.was === null);
  const about = entry.id;
  return (
    <li className="alarm-card" data-testid={`channel-${entry.id}`}>
      <h3>
        {KIND_TITLES[entry.kind]} <span className="since">{entry.id}</span>
      </h3>
      <p className="mid wrap">{state === null ? 'Not saved yet.' : stateText(state)}</p>
      {state !== null && state.problem !== null && <p className="refusal wrap">Last attempt: {state.problem}</p>}
      <div className="row">
        <TestChannel id={entry.id} untestable={untestable} onTested={onTested} />
        <Button size="small" look="quiet" about={about} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : 'Change'}
        </Button>
        <Button size="small" look="quiet" about={about} onClick={onRemove}>
          Remove
        </Button>
      </div>
      {isOpen && <ChannelFields entry={entry} kept={kept} onChange={onChange} />}
    </li>
  );
}

function TestChannel({
  id,
  untestable,
  onTested,
}: {
  readonly id: string;
  readonly untestable: string | null;
  readonly onTested: () => void;
}) {
  const act = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const test = async (): Promise<void> => {
    setSaid('Sending…');
    const answer = await act.testChannel(id);
    const [told] = answer.ok ? answer.value.tests : [];
    setSaid(
      !answer.ok
        ? answer.error.detail
        : told === undefined
          ? 'Nothing was sent'
          : told.ok
            ? `Arrived in ${msText(told.ms)}`
            : told.detail,
    );
    onTested();
  };
  return (
    <>
      <Button needs="channels.test" size="small" about={id} unavailable={untestable} onClick={() => void test()}>
        Send a test
      </Button>
      <span role="status" className="wrap">
        {said ?? ''}
      </span>
    </>
  );
}

function stateText({ sent, waiting, dropped, lastSentAt }: ChannelsView['states'][number]): string {
  const last =
    lastSentAt === null
      ? 'Nothing was sent since the start'
      : `Last sent ${dateTimeText(lastSentAt)}, ${countedText(sent, 'message')} since the start`;
  const rest = [
    ...(waiting > 0 ? [`${countedText(waiting, 'message')} waiting`] : []),
    ...(dropped > 0 ? [`${countedText(dropped, 'message')} left out`] : []),
  ];
  return [last, ...rest].join('; ');
}

type ChannelFieldsProps = Pick<ChannelCardProps, 'entry' | 'kept' | 'onChange'>;

function ChannelFields({ entry, kept, onChange }: ChannelFieldsProps) {
  const { kind, fields } = entry;
  const set = (key: string, value: string): void => onChange({ ...entry, fields: { ...fields, [key]: value } });
  return (
    <div className="fields">
      <Field label="Name (small letters, digits, hyphens)">
        <TextInput value={entry.id} maxLength={32} onChange={(id) => onChange({ ...entry, id })} />
      </Field>
      {CHANNEL_FIELDS[kind].map((field: ChannelField) => (
        <FieldInput
          key={field.key}
          field={field}
          value={fields[field.key] ?? ''}
          isKept={entry.was !== null && kept.includes(`${entry.was}/${field.key}`)}
          onChange={(value) => set(field.key, value)}
        />
      ))}
      <Choice
        label="Tells"
        value={LEVELS.find(([value]) => value === entry.levels.join(','))?.[0] ?? entry.levels.join(',')}
        options={LEVELS}
        onPick={(value) => onChange({ ...entry, levels: value.split(',') as ChannelEntryForm['levels'] })}
      />
      <Choice
        label="When"
        value={entry.onlyEscalations ? 'late' : 'at once'}
        options={[
          ['at once', 'when an alarm is raised'],
          ['late', 'when nobody acknowledged it in time'],
        ]}
        onPick={(when) => onChange({ ...entry, onlyEscalations: when === 'late' })}
      />
    </div>
  );
}

type FieldInputProps = {
  readonly field: ChannelField;
  readonly value: string;
  readonly isKept: boolean;
  readonly onChange: (value: string) => void;
};

function FieldInput({ field: { label, options, secret, list }, value, isKept, onChange }: FieldInputProps) {
  if (options !== undefined)
    return <Choice label={label} value={value} options={options.map((one) => [one, one])} onPick={onChange} />;
  const hint = secret === true && isKept ? 'set; type to replace it' : list === true ? 'several: parted by commas' : '';
  return (
    <Field label={label}>
      <TextInput value={value} onChange={onChange} maxLength={2_048} placeholder={hint} />
    </Field>
  );
}
