import { VIEWS, type View, type WindowStore } from './store/index.ts';

type Place = { readonly view: View; readonly signalId: string | null };

/** `#signals/ID` as a place in the window; the deck for anything else. */
export function placeOf(hash: string): Place {
  const [name, id] = hash.replace(/^#/, '').split('/');
  const view = VIEWS.find((each) => each === name) ?? 'deck';
  return { view, signalId: view === 'signals' && id !== undefined && id !== '' ? decodeURIComponent(id) : null };
}

export const hashOf = ({ view, signalId }: Place): string =>
  `#${view}${view === 'signals' && signalId !== null ? `/${encodeURIComponent(signalId)}` : ''}`;

/** Keeps the address and the shown view the same, so that back and forward work. */
export function followAddress(ui: WindowStore, window: Window): void {
  window.addEventListener('hashchange', () => ui.setState({ ...placeOf(window.location.hash), dialog: null }));
  ui.subscribe((view, before) => {
    if (view.view === before.view && view.signalId === before.signalId) return;
    if (hashOf(view) !== hashOf(placeOf(window.location.hash))) window.location.hash = hashOf(view);
  });
}
