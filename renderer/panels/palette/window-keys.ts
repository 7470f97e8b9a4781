import { useEffect } from 'react';
import { useCockpit, VIEWS, type PastMachine, type View, type WindowStore } from '../../store/index.ts';

/** Every key of the window, as the sheet lists it. */
export const WINDOW_KEYS: readonly (readonly [keys: string, effect: string])[] = [
  ['Ctrl+Shift+F12', 'Stop, anywhere; on the desktop also while another program is in front'],
  ['Ctrl+K', 'Go to or do: views, acts, symbols, signals, settings by a few letters'],
  ['Alt+1 to Alt+0', 'The first ten views, in the order of the rail'],
  ['N', 'To the card that waits longest'],
  ['A', 'Approve the card that has the focus, or execute it now'],
  ['R', 'Reject or veto the card that has the focus; Shift+R with a reason'],
  ['O', 'Override the refused signal that has the focus; a reason is asked for'],
  ['T', 'Look back: the view as it was; Esc goes back to now'],
  ['/', 'Search, where the view has a search'],
  ['Tab, Shift+Tab', 'Next and previous control; the stop comes first'],
  ['↑ ↓ Page Home End', 'Move in a list that has the focus'],
  ['← →', 'From head to head of a table; Enter sorts by it, again turns it round, again ends it'],
  ['Enter, Space', 'Open the row, press the button'],
  ['Esc', 'Cancel a dialog or a hold; leave a signal'],
  ['?', 'This list'],
];

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');

/** The keys that hold everywhere while no question is open, and the focus, which is never nowhere. */
export function useWindowKeys(): void {
  const { ui, past } = useCockpit();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || ui.getState().dialog !== null || event.isComposing) return;
      if (pressed(event, ui, past.machine)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [ui, past]);
  useEffect(keepFocus, []);
}

/** Whether the key was one of the window's. */
function pressed(event: KeyboardEvent, ui: WindowStore, past: PastMachine): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'k') {
    ui.setState({ dialog: { kind: 'palette' } });
    return true;
  }
  if (altKey && !ctrlKey && !metaKey && !shiftKey) return goTo(VIEWS[viewPlace(event.code)], ui);
  if (ctrlKey || metaKey || altKey) return false;
  if (key === 'Escape') return left(event, ui, past);
  if (isTyping(event)) return false;
  switch (key) {
    case '?':
      ui.setState({ dialog: { kind: 'keys' } });
      return true;
    case 'n':
    case 'N':
      toFirstCard(ui);
      return true;
    case 't':
    case 'T':
      if (!past.store.getState().isOpen) past.open();
      return true;
    default:
      return false;
  }
}

/** Escape leaves a signal, and where none is open the past, also from a field. */
function left(event: KeyboardEvent, ui: WindowStore, past: PastMachine): boolean {
  const { view, signalId } = ui.getState();
  if (view === 'signals' && signalId !== null) {
    if (isTyping(event)) return false;
    ui.setState({ signalId: null });
    return true;
  }
  if (!past.store.getState().isOpen) return false;
  past.leave();
  return true;
}

/** Alt+1 is the first view, Alt+0 the tenth; by the place of the key, whatever the keyboard writes there. */
const viewPlace = (code: string): number => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit === undefined ? -1 : (Number(digit) + 9) % 10;
};

function goTo(view: View | undefined, ui: WindowStore): boolean {
  if (view === undefined) return false;
  ui.setState({ view, part: null, signalId: null });
  document.getElementById('main')?.focus();
  return true;
}

function toFirstCard(ui: WindowStore): void {
  const first = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-testid="approvals"] article');
  if (first() === null) ui.setState({ view: 'approvals', part: null });
  // A view that was just chosen is there after it was painted.
  setTimeout(() => (first() ?? document.getElementById('main'))?.focus(), 0);
}

/** Where what had the focus is gone, the next card has it, else the view: Tab goes on from there and not from the window's edge. */
function keepFocus(): () => void {
  let last: Element | null = null;
  let wasCard = false;
  const onFocus = ({ target }: FocusEvent): void => {
    last = target instanceof Element ? target : null;
    wasCard = last?.closest('[data-testid="approvals"]') !== null;
  };
  const watch = new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    const next = wasCard ? document.querySelector<HTMLElement>('[data-testid="approvals"] article') : null;
    last = null;
    (next ?? document.getElementById('main'))?.focus({ preventScroll: next === null });
  });
  document.addEventListener('focusin', onFocus);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocus);
    watch.disconnect();
  };
}
