import { VIEWS, type View, type WindowStore } from './store/index.ts';

type Place = { readonly view: View; readonly signalId: string | null; readonly part: string | null };

/** `#signals/ID` and `#settings/KEY` as a place in the window; the deck for anything else. */
export function placeOf(hash: string): Place {
  const [name, ...rest] = hash.replace(/^#/, '').split('/');
  const view = VIEWS.find((each) => each === name) ?? 'deck';
  const inner = rest.length === 0 || rest[0] === '' ? null : decodeURIComponent(rest.join('/'));
  return { view, signalId: view === 'signals' ? inner : null, part: view === 'signals' ? null : inner };
}

export function hashOf({ view, signalId, part }: Place): string {
  const inner = view === 'signals' ? signalId : part;
  return `#${view}${inner === null ? '' : `/${encodeURIComponent(inner)}`}`;
}

/** Keeps the address and the shown view the same, so that back and forward work. */
export function followAddress(ui: WindowStore, window: Window): void {
  window.addEventListener('hashchange', () => ui.setState({ ...placeOf(window.location.hash), dialog: null }));
  ui.subscribe((view, before) => {
    if (view.view === before.view && view.signalId === before.signalId && view.part === before.part) return;
    if (hashOf(view) !== hashOf(placeOf(window.location.hash))) window.location.hash = hashOf(view);
  });
}
