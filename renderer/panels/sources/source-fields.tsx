import { SOURCE_KINDS, sourceKindOf, type ApprovalMode, type StrategyId } from '#shared/domain';
import { Choice, TextField } from '../../controls/index.ts';
import { strategyText } from '../../format/index.ts';
import { idFor, KINDS_TO_ADD, type SourceDraft, type SourceField } from './source-draft.ts';

type SourceFieldsProps = {
  readonly draft: SourceDraft;
  readonly faults: Partial<Record<SourceField, string>>;
  readonly onDraft: (part: Partial<SourceDraft>) => void;
  /** It is not there yet: its kind and id can be chosen. */
  readonly isNew: boolean;
  readonly taken: readonly string[];
  readonly strategies: readonly StrategyId[];
  readonly accounts: ApprovalMode;
  readonly currency: string;
};

const ABOUT: Readonly<Record<string, string>> = {
  tradingview: 'alerts; only from TradingView’s addresses',
  pineconnector: 'lines such as ID,buy,EURUSD,sl=20',
  webhook: 'a program that signs what it sends',
  drop: 'files that a program puts there',
  ea: 'an Expert Advisor’s WebRequest',
  chat: 'what people write; always asks you',
};

/** Everything that may be set of a source. What is wrong stands beside the field. */
export function SourceFields(props: SourceFieldsProps) {
  return (
    <>
      <WhoFields {...props} />
      <RuleFields {...props} />
      <LimitFields {...props} />
      <RhythmFields {...props} />
    </>
  );
}

function WhoFields({ draft, faults, onDraft, isNew, taken }: SourceFieldsProps) {
  const rename = (name: string): void => {
    const isOwn = draft.id !== '' && draft.id !== idFor(draft.name, taken);
    onDraft(isNew && !isOwn ? { name, id: name.trim() === '' ? '' : idFor(name, taken) } : { name });
  };
  return (
    <fieldset className="fields tops">
      <legend>What it is</legend>
      <TextField label="Name" value={draft.name} onChange={rename} error={faults.name ?? null} maxLength={60} />
      {isNew ? (
        <Choice
          label="Kind"
          value={draft.kind}
          options={KINDS_TO_ADD.map((kind) => [kind, SOURCE_KINDS[kind].title])}
          onPick={(kind) => onDraft({ kind: kind as SourceDraft['kind'] })}
        />
      ) : (
        <TextField
          label="Kind"
          value={sourceKindOf(draft.kind).title}
          onChange={() => undefined}
          fixed="Stays: its records would mean something else"
        />
      )}
      <TextField
        label="Id"
        value={draft.id}
        onChange={(id) => onDraft({ id })}
        error={faults.id ?? faults.kind ?? null}
        hint={isNew ? `In its address and in records; stays. For ${ABOUT[draft.kind] ?? 'its sender'}` : null}
        fixed={isNew ? null : 'Stays: it is in its address and in records'}
        maxLength={32}
      />
      {sourceKindOf(draft.kind).doors.includes('folder') && (
        <TextField
          label="Folder"
          value={draft.folder}
          onChange={(folder) => onDraft({ folder })}
          error={faults.folder ?? null}
          hint="Each file put there is one message"
          placeholder={'C:\\Users\\you\\AppData\\Roaming\\MetaQuotes\\Terminal\\Common\\Files\\Signals'}
          maxLength={1_000}
        />
      )}
    </fieldset>
  );
}

function RuleFields({ draft, faults, onDraft, strategies, accounts }: SourceFieldsProps) {
  const named = draft.strategy === '' || strategies.includes(draft.strategy) ? strategies : [...strategies, draft.strategy];
  return (
    <fieldset className="fields tops">
      <legend>What may be traded, and who is asked</legend>
      <Choice
        label="Trades as"
        value={draft.strategy}
        options={[['', 'what the sender names'], ...named.map((id) => [id, strategyText(id)] as const)]}
        onPick={(strategy) => onDraft({ strategy })}
      />
      <TextField
        label="Symbols"
        value={draft.symbols}
        onChange={(symbols) => onDraft({ symbols })}
        error={faults.symbols ?? null}
        hint="Parted by commas; empty for any"
        placeholder="EURUSD, XAUUSD"
      />
      <Choice
        label="Approval"
        value={draft.approval}
        options={[
          ['', `as the account’s (${accounts})`],
          ['confirm', 'confirm each'],
          ['veto', 'veto'],
          ['auto', 'auto'],
        ]}
        onPick={(approval) => onDraft({ approval })}
      />
      <Choice
        label="May be milder than the account’s"
        value={draft.mayLoosen}
        options={[
          ['no', 'no'],
          ['yes', 'yes'],
        ]}
        onPick={(mayLoosen) => onDraft({ mayLoosen: mayLoosen as SourceDraft['mayLoosen'] })}
      />
      {faults.approval !== undefined && (
        <p className="refusal" role="alert">
          {faults.approval}
        </p>
      )}
    </fieldset>
  );
}

type Item = readonly [field: Exclude<SourceField, 'kind' | 'mayLoosen'>, label: string, placeholder: string];

const itemsOf = ({ draft, faults, onDraft }: SourceFieldsProps, items: readonly Item[]) =>
  items.map(([field, label, placeholder]) => (
    <TextField
      key={field}
      label={label}
      value={draft[field]}
      onChange={(value) => onDraft({ [field]: value })}
      error={faults[field] ?? null}
      placeholder={placeholder}
      maxLength={20}
    />
  ));

function LimitFields(props: SourceFieldsProps) {
  return (
    <fieldset className="fields tops">
      <legend>At most; empty: no limit of its own</legend>
      {itemsOf(props, [
        ['maxLots', 'Lots an entry', 'none'],
        ['maxRiskPercent', 'Risk an entry, % of the balance', 'none'],
        ['maxRiskMoney', `Risk an entry, ${props.currency === '' ? 'account currency' : props.currency}`, 'none'],
        ['perMinute', 'Entries a minute', 'none'],
        ['perDay', 'Entries in 24 h', 'none'],
      ])}
    </fieldset>
  );
}

function RhythmFields(props: SourceFieldsProps) {
  return (
    <fieldset className="fields tops">
      <legend>An alarm when it is silent; empty: none</legend>
      {itemsOf(props, [
        ['everyMinutes', 'Something every, minutes', 'no alarm'],
        ['from', 'From (HH:MM, UTC)', 'all day'],
        ['to', 'To (HH:MM, UTC)', 'all day'],
      ])}
    </fieldset>
  );
}
