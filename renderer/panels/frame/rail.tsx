import { Icon } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { shownAlarms, activeAlarms, useEngine, useUi, VIEWS, type View } from '../../store/index.ts';
import './rail.css';

const TITLES: Readonly<Record<View, string>> = {
  deck: 'Deck',
  signals: 'Signals',
  approvals: 'Approvals',
  positions: 'Positions',
  risk: 'Risk',
  control: 'Control',
  results: 'Results',
  alarms: 'Alarms',
  journal: 'Journal',
  replay: 'Replay',
  connect: 'Connect',
  help: 'Help',
  settings: 'Settings',
};

/** The views, with what waits in them. */
export function Rail() {
  const view = useUi((state) => state.view);
  const covered = useUi(({ dialog }) => dialog !== null);
  const pending = useEngine(({ cockpit }) => cockpit.pending.size);
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const shown = activeAlarms(shownAlarms(alarms, Infinity));
  const fresh = shown.filter(({ acknowledged }) => acknowledged === null).length;
  return (
    <nav className="rail" aria-label="Views" inert={covered}>
      <ul>
        {VIEWS.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={view === name ? 'page' : undefined}>
              <Icon name={name} />
              <span>{TITLES[name]}</span>
              {name === 'approvals' && <Badge count={pending} word="waiting" />}
              {name === 'alarms' && <Badge count={shown.length} word="active" quiet={fresh === 0} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Badge({ count, word, quiet = false }: { readonly count: number; readonly word: string; readonly quiet?: boolean }) {
  if (count === 0) return null;
  return (
    <span className={quiet ? 'badge quiet' : 'badge'}>
      {countText(count)}
      <span className="unseen"> {word}</span>
    </span>
  );
}
