import type { Alarm } from '#shared/domain';
import { AlarmMark, Choices, LEVEL_WORDS, Panel, ProfitLoss } from '../../controls/index.ts';
import { RTrack } from '../../charts/index.ts';
import { LOOK_WORDS, LOOKS, useAct, useUi, type Look } from '../../store/index.ts';
import './look-panel.css';

const PARTS = { theme: 'Theme', density: 'Density', palette: 'Colours' } as const satisfies Record<keyof Look, string>;
const LEVELS: readonly Alarm['level'][] = ['critical', 'high', 'advisory'];

const SAID: { readonly [K in keyof Look]: Readonly<Record<Look[K], string>> } = {
  theme: {
    dark: 'For a room of any light.',
    light: 'For a bright room.',
    contrast: 'Black and white, with every edge drawn.',
  },
  density: {
    standard: 'Larger type and rows in a large window.',
    compact: 'Most rows in sight; small type at any size of the window.',
    roomy: 'Large type and rows at any size of the window; fewer of them in sight.',
  },
  palette: {
    standard: 'Blue is won, grey is lost; other colours are alarms.',
    safe: 'Alarms, won and lost stay apart for red-, green- and blue-blind eyes.',
  },
};

/** How the window looks on this computer, for the user who is signed in to it. */
export function LookPanel() {
  const look = useUi((view) => view.look);
  return (
    <Panel title="Appearance" note="kept on this computer, for you">
      <div className="pad stack look">
        <Part part="theme" look={look} />
        <Part part="density" look={look} />
        <Part part="palette" look={look} />
        <Sample />
      </div>
    </Panel>
  );
}

function Part<K extends keyof Look>({ part, look }: { readonly part: K; readonly look: Look }) {
  const act = useAct();
  const options = LOOKS[part] as readonly Look[keyof Look][] as readonly Look[K][];
  return (
    <div className="look-part">
      <span aria-hidden="true">{PARTS[part]}</span>
      <Choices
        label={PARTS[part]}
        value={look[part]}
        onPick={(value) => act.setLook({ [part]: value })}
        options={options.map((name) => [name, LOOK_WORDS[part][name]])}
      />
      <p className="dim">{SAID[part][look[part]]}</p>
    </div>
  );
}

/** What the colours are for, as they are now; each has its shape or its hatching beside it. */
function Sample() {
  return (
    <ul className="look-sample" aria-label="Colours in use">
      {LEVELS.map((level) => (
        <li key={level}>
          <AlarmMark level={level} said={false} /> {LEVEL_WORDS[level]}
        </li>
      ))}
      <li>
        <RTrack track={{ entry: 0.3, now: 0.8, toTarget: 0.8 }} r={1.5} /> <ProfitLoss value={1} text="won" />
      </li>
      <li>
        <RTrack track={{ entry: 0.7, now: 0.2, toTarget: 0.2 }} r={-0.7} /> <ProfitLoss value={-1} text="lost" />
      </li>
    </ul>
  );
}
