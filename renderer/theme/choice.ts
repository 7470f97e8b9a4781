const KEY = 'mikrobot.theme';

/** The theme chosen last time, if this page may remember anything. */
export const savedTheme = (stored: Pick<Storage, 'getItem'>): string | null => stored.getItem(KEY);

/** Shows a theme and remembers it. */
export function showTheme(theme: string, root: HTMLElement, stored: Pick<Storage, 'setItem'>): void {
  root.dataset['theme'] = theme;
  stored.setItem(KEY, theme);
}
