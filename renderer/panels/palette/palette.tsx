import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { bringIntoView, Dialog } from '../../controls/index.ts';
import { codeText, countText } from '../../format/index.ts';
import { useAct, useCockpit } from '../../store/index.ts';
import { paletteEntries, searchEntries, type PaletteEntry } from './palette-entries.ts';
import './palette.css';

const SHOWN = 60;

const lineId = (list: string, at: number): string => `${list}-${codeText(at)}`;

const foundText = (count: number): string =>
  count === 0
    ? 'Nothing has these letters.'
    : count > SHOWN
      ? `${countText(count)} found, the first ${countText(SHOWN)} shown.`
      : `${countText(count)} found. Enter does it, Esc closes.`;

/** A few typed letters, the arrows, Enter. It shows the moment in which it was opened: nothing moves while one types. */
export function Palette() {
  const { engine, act, past } = useCockpit();
  const [entries] = useState(() => paletteEntries(engine.getState(), act, () => past.machine.open()));
  const [question, setQuestion] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const found = searchEntries(entries, question);
  const shown = found.slice(0, SHOWN);
  const chosen = shown[at];
  const run = useRun();
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8, Home: 0, End: shown.length - 1 }[
      event.key
    ];
    if (event.key === 'Enter' && chosen !== undefined) run(chosen);
    if (to === undefined || (question !== '' && (event.key === 'Home' || event.key === 'End'))) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setAt(next);
    bringIntoView(document.getElementById(lineId(list, next)));
  };
  return (
    <Dialog title="Go to or do" cancel="Close" onClose={act.closeDialog} startAt={field}>
      <input
        ref={field}
        {...{ type: 'text', className: 'input', value: question, maxLength: 100, spellCheck: false, autoComplete: 'off' }}
        role="combobox"
        aria-label="What to go to or do"
        aria-expanded={true}
        aria-controls={list}
        aria-activedescendant={chosen === undefined ? undefined : lineId(list, at)}
        placeholder="A view, an act, a symbol, a signal, a setting"
        onChange={(event) => {
          setQuestion(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="palette" role="listbox" id={list} aria-label="Found">
        {shown.map((one, index) => (
          <Line
            key={one.id}
            id={lineId(list, index)}
            entry={one}
            isChosen={index === at}
            onRun={() => run(one)}
            onPoint={() => setAt(index)}
          />
        ))}
      </ul>
      <p className="dim" role="status">
        {foundText(found.length)}
      </p>
    </Dialog>
  );
}

/** Closes the list, then does it: what it opens is not closed with it. */
function useRun(): (entry: PaletteEntry) => void {
  const act = useAct();
  return ({ unavailable, run }) => {
    if (unavailable !== null) return;
    act.closeDialog();
    run();
  };
}

type LineProps = {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isChosen: boolean;
  readonly onRun: () => void;
  readonly onPoint: () => void;
};

function Line({ id, entry: { group, title, note, keys, unavailable }, isChosen, onRun, onPoint }: LineProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={unavailable !== null}
      onClick={onRun}
      onPointerMove={onPoint}
    >
      <span className="dim">{group}</span>
      <span>
        <b className="strong">{title}</b> <span className="mid">{unavailable ?? note}</span>
      </span>
      {keys !== '' && <kbd className="kbd">{keys}</kbd>}
    </li>
  );
}
