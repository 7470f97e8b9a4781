import { keyShapes } from '#shared/config';
import { RUN_MODES } from '#shared/domain';
import { lackingRole } from '../../controls/index.ts';
import { codeText, hasWords, searchWords, sentenceOf, sideText, stateText } from '../../format/index.ts';
import { LOOK_WORDS, LOOKS, VIEWS, type Actions, type EngineView, type View } from '../../store/index.ts';

export type PaletteEntry = {
  readonly id: string;
  readonly group: 'View' | 'Act' | 'Symbol' | 'Signal' | 'Setting' | 'Help';
  readonly title: string;
  /** What else it is found by, and what tells it apart. */
  readonly note: string;
  /** The keys that do it without this list. */
  readonly keys: string;
  /** Why it cannot be done now; null: it can. */
  readonly unavailable: string | null;
  readonly run: () => void;
};

const SIGNALS_MAX = 200;
const entry = (
  group: PaletteEntry['group'],
  title: string,
  run: () => void,
  more: Partial<Pick<PaletteEntry, 'note' | 'keys' | 'unavailable'>> = {},
): PaletteEntry => ({
  id: `${group} ${title} ${more.note ?? ''}`,
  group,
  title,
  note: '',
  keys: '',
  unavailable: null,
  run,
  ...more,
});

/** Everything that can be reached by typing. An act that asks something first ends in three dots, and asks it. */
export function paletteEntries(engine: EngineView, act: Actions, lookBack: () => void): readonly PaletteEntry[] {
  const past = entry('Act', 'Look back', lookBack, { note: 'time machine, the cockpit as it was', keys: 'T' });
  return [
    ...views(act),
    ...acts(engine, act),
    past,
    ...symbols(engine, act),
    ...signals(engine, act),
    ...settings(act),
    ...help(act),
  ];
}

/** The key that goes to a view: Alt and its place in the rail; none for the eleventh on. */
export const viewKeys = (view: View): string => {
  const place = VIEWS.indexOf(view);
  return place > 9 ? '' : `Alt+${codeText((place + 1) % 10)}`;
};

const views = (act: Actions): readonly PaletteEntry[] =>
  VIEWS.map((view) => entry('View', sentenceOf(view), () => act.go(view), { keys: viewKeys(view) }));

function acts({ cockpit, role }: EngineView, act: Actions): readonly PaletteEntry[] {
  const isHalted = cockpit.trading.state === 'halted';
  const isPaper = RUN_MODES[cockpit.mode].canRehearse;
  const halt = lackingRole(role, 'trading.halt');
  const mode = { unavailable: lackingRole(role, 'approvals.set-mode') };
  return [
    entry('Act', 'Stop trading', () => void act.halt(), {
      ...{ note: 'no new orders, waiting orders are cancelled', keys: 'Ctrl+Shift+F12' },
      unavailable: halt ?? (isHalted ? 'Trading is halted already' : null),
    }),
    entry('Act', 'Stop a symbol or a strategy…', () => act.openDialog({ kind: 'stop-scope' }), { unavailable: halt }),
    entry('Act', 'Close all positions…', () => act.openDialog({ kind: 'flatten' }), { note: 'flatten', unavailable: halt }),
    entry('Act', 'Resume trading…', () => act.openDialog({ kind: 'resume' }), {
      unavailable: lackingRole(role, 'trading.resume') ?? (isHalted ? null : 'Trading is not halted'),
    }),
    entry('Act', 'Rehearse the stop', () => void act.drill(), {
      note: 'drill',
      unavailable:
        lackingRole(role, 'stop.drill') ??
        (!isPaper ? 'On paper only' : isHalted ? 'Trading is halted: nothing to rehearse' : null),
    }),
    entry('Act', 'Approval mode: confirm', () => void act.setMode('confirm', null), {
      note: 'you decide on every card',
      ...mode,
    }),
    entry('Act', 'Approval mode: veto…', () => act.openDialog({ kind: 'mode', mode: 'veto' }), mode),
    entry('Act', 'Approval mode: auto…', () => act.openDialog({ kind: 'mode', mode: 'auto' }), mode),
    ...looks(act),
  ];
}

const looks = (act: Actions): readonly PaletteEntry[] => {
  const note = { note: 'look, appearance' };
  return [
    ...LOOKS.theme.map((theme) => entry('Act', `Theme: ${LOOK_WORDS.theme[theme]}`, () => act.setLook({ theme }), note)),
    ...LOOKS.density.map((density) =>
      entry('Act', `Density: ${LOOK_WORDS.density[density]}`, () => act.setLook({ density }), note),
    ),
    ...LOOKS.palette.map((palette) =>
      entry('Act', `Colours: ${LOOK_WORDS.palette[palette]}`, () => act.setLook({ palette }), note),
    ),
  ];
};

const symbols = ({ live }: EngineView, act: Actions): readonly PaletteEntry[] =>
  (live?.quotes ?? []).flatMap(({ symbol }) => [
    entry('Symbol', `Buy ${symbol}…`, () => act.fillTicket(symbol, 'BUY'), { note: 'order ticket' }),
    entry('Symbol', `Sell ${symbol}…`, () => act.fillTicket(symbol, 'SELL'), { note: 'order ticket' }),
  ]);

/** The newest ones. */
const signals = ({ cockpit }: EngineView, act: Actions): readonly PaletteEntry[] =>
  [...cockpit.signals.values()]
    .slice(-SIGNALS_MAX)
    .reverse()
    .map((life) =>
      entry('Signal', `${life.signal.symbol} ${sideText(life.signal)}`, () => act.showSignal(life.signalId), {
        note: `${life.signalId}, ${stateText(life.state)}`,
      }),
    );

const settings = (act: Actions): readonly PaletteEntry[] =>
  keyShapes().map(({ path, meaning }) => entry('Setting', path, () => act.go('settings', path), { note: meaning }));

const help = (act: Actions): readonly PaletteEntry[] => [
  entry('Help', 'The manual', () => act.go('help', 'README')),
  entry('Help', 'First steps', () => act.go('help', 'first-steps')),
  entry('Help', 'All keys', () => act.openDialog({ kind: 'keys' }), { keys: '?' }),
  entry('Help', 'Troubleshooting', () => act.go('help', 'troubleshooting')),
  entry('Help', 'Glossary', () => act.go('help', 'glossary')),
];

/** Entries that have every typed word, those that begin with the first one first. What is typed nothing for: views and acts. */
export function searchEntries(entries: readonly PaletteEntry[], question: string): readonly PaletteEntry[] {
  const words = searchWords(question);
  const [first] = words;
  if (first === undefined) return entries.filter(({ group }) => group === 'View' || group === 'Act');
  const rank = ({ title }: PaletteEntry): number => {
    const text = title.toLowerCase();
    return text.startsWith(first) ? 0 : text.split(/[^a-z0-9]+/).some((word) => word.startsWith(first)) ? 1 : 2;
  };
  return entries
    .filter(({ title, note, group }) => hasWords(`${title} ${note} ${group}`, words))
    .map((one, place) => ({ one, place, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ one }) => one);
}
