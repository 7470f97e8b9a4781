/** What a browser has and jsdom has not, as far as the page's libraries ask for it while they are loaded. */
if (typeof window !== 'undefined') {
  const never = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(window, { matchMedia: () => never });
  Object.assign(HTMLCanvasElement.prototype, { getContext: () => null });
}
