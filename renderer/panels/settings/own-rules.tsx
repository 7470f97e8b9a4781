import { Choice, Field, TextInput } from '../../controls/index.ts';
import type { Draft } from './rulebook-draft.ts';

export const YES_NO = [
  ['yes', 'Yes'],
  ['no', 'No'],
] as const;

type Texts = { readonly [K in keyof Draft]: string extends Draft[K] ? K : never }[keyof Draft];
type Picks = Exclude<keyof Draft, Texts>;
type Item =
  | { readonly kind: 'text'; readonly name: Texts; readonly label: string; readonly hint?: string }
  | {
      readonly kind: 'pick';
      readonly name: Picks;
      readonly label: string;
      readonly options: readonly (readonly [string, string])[];
    };

const text = (name: Texts, label: string, hint?: string): Item => ({
  kind: 'text',
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
});
const pick = (name: Picks, label: string, options: readonly (readonly [string, string])[] = YES_NO): Item => ({
  kind: 'pick',
  name,
  label,
  options,
});

/** In the order a firm's page tells them. */
const GROUPS: readonly (readonly [title: string, help: string, items: readonly Item[]])[] = [
  [
    'A day',
    'Shares are in percent. The floor of a day is the limit below what the day began with, or below its highest equity.',
    [
      text('title', 'Name'),
      pick('daily', 'A daily limit'),
      text('dailyPct', 'Daily limit, %'),
      pick('limitOf', 'of', [
        ['initial', 'the first capital'],
        ['anchor', 'what the day began with'],
      ]),
      pick('anchor', 'below', [
        ['balance', 'the balance'],
        ['equity', 'the equity'],
        ['higher', 'the higher of both'],
      ]),
      pick('dayPeak', 'Floor follows the day’s equity peak'),
      pick('floating', 'Open P/L counts'),
      pick('action', 'When it is reached', [
        ['breach', 'account ends'],
        ['pause', 'day ends'],
      ]),
      text('resetAt', 'Day begins at', 'HH:MM'),
      text('zone', 'Time zone', 'Europe/Prague'),
    ],
  ],
  [
    'In all',
    'The floor under the whole account. A lock is where it stops rising, in percent above the first capital; empty for none, and for a floor that follows up to a lock the first capital itself.',
    [
      text('totalPct', 'Limit in all, %'),
      pick('mode', 'The floor', [
        ['static_initial', 'never moves'],
        ['trailing_eod', 'follows the balance, by day'],
        ['trailing_intraday', 'follows the equity'],
        ['trailing_locked', 'follows, up to a lock'],
      ]),
      pick('totalOf', 'Share of', [
        ['initial', 'the first capital'],
        ['peak', 'the peak'],
      ]),
      text('lockPct', 'Lock above start, %', 'none'),
      pick('payoutLocks', 'A payout locks it'),
      pick('lowers', 'Withdrawals lower it'),
      pick('atOnce', 'It follows', [
        ['no', 'at the reset'],
        ['yes', 'at once'],
      ]),
    ],
  ],
  [
    'Asked for',
    'Empty for nothing. Shares of the first capital, except best day and best trade: those are shares of the profit.',
    [
      text('targetPct', 'Target, %', 'none'),
      text('minDays', 'Least days', 'none'),
      pick('daysKind', 'Days with', [
        ['opened', 'a trade opened'],
        ['profitable', 'a profit'],
      ]),
      text('daysPct', 'A day is won by, %'),
      text('bestDayPct', 'Best day at most, %', 'none'),
      pick('bestDayOf', 'of', [
        ['winning', 'winning days'],
        ['net', 'net profit'],
      ]),
      text('bestTradePct', 'Best trade at most, %', 'none'),
      pick('bestTradeOf', 'of', [
        ['net', 'net profit'],
        ['winning', 'winning trades'],
      ]),
      pick('profitDay', 'Profit counts on the day of', [
        ['close', 'the close'],
        ['open', 'the open'],
      ]),
      text('newsBefore', 'Minutes before news', 'none'),
      text('newsAfter', 'Minutes after news', 'none'),
      pick('newsExits', 'Stops and targets count'),
      pick('weekend', 'Flat before weekends'),
    ],
  ],
  [
    'Trades and orders',
    'Exits never wait for a rule of this group. One idea: what is open together in a symbol and direction, and what follows within the minutes.',
    [
      text('holdSeconds', 'Held at least, s', 'none'),
      text('holdShare', 'Shorter trades at most, %'),
      text('ideaPct', 'Risk of one idea, %', 'none'),
      text('ideaMinutes', 'Same idea within, min'),
      text('inactivityDays', 'A trade at least every, days', 'none'),
      text('lotsPerTicket', 'Lots a ticket', 'any'),
      text('lotsOpen', 'Lots open in all', 'any'),
      text('openOrders', 'Open orders', 'any'),
      text('requestsPerDay', 'Requests a day', 'any'),
    ],
  ],
];

/** The form for rules of one's own. It only holds what is typed; what it means is read elsewhere. */
export function OwnRules({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const set = (name: keyof Draft, value: string): void => onChange({ ...draft, [name]: value });
  return (
    <>
      {GROUPS.map(([title, help, items], index) => (
        <fieldset key={title} className="fields" aria-describedby={`own-rules-${String(index)}`}>
          <legend>{title}</legend>
          <p className="dim wrap" id={`own-rules-${String(index)}`}>
            {help}
          </p>
          {items.map((item) =>
            item.kind === 'text' ? (
              <Field key={item.name} label={item.label}>
                <TextInput
                  value={draft[item.name]}
                  onChange={(value) => set(item.name, value)}
                  maxLength={60}
                  {...(item.hint === undefined ? {} : { placeholder: item.hint })}
                />
              </Field>
            ) : (
              <Choice
                key={item.name}
                label={item.label}
                value={draft[item.name]}
                options={item.options}
                onPick={(value) => set(item.name, value)}
              />
            ),
          )}
        </fieldset>
      ))}
    </>
  );
}
