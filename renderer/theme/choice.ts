type Choices = Readonly<Record<string, readonly string[]>>;
type Chosen = Readonly<Record<string, string>>;
const keyOf = (name: string): string => `mikrobot.${name}`;

/** What was chosen last time of each part of the look; the usual where nothing was, or what is not to be had. */
export function savedLook<T extends Chosen>(usual: T, choices: Choices, stored: Pick<Storage, 'getItem'>): T {
  const saved = Object.keys(usual).flatMap((name) => {
    const value = stored.getItem(keyOf(name));
    return value !== null && choices[name]?.includes(value) === true ? [[name, value] as const] : [];
  });
  return { ...usual, ...Object.fromEntries(saved) };
}

/** Shows a look, each part as `data-PART` of the root element, and remembers it. */
export function showLook(look: Chosen, root: HTMLElement, stored: Pick<Storage, 'setItem'>): void {
  for (const [name, value] of Object.entries(look)) {
    root.dataset[name] = value;
    stored.setItem(keyOf(name), value);
  }
}
