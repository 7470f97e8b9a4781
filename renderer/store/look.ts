/** What of the window's look can be chosen, the usual choice first. */
export const LOOKS = {
  theme: ['dark', 'light', 'contrast'],
  density: ['standard', 'compact', 'roomy'],
  palette: ['standard', 'safe'],
} as const;
export type Look = { readonly [K in keyof typeof LOOKS]: (typeof LOOKS)[K][number] };
export const USUAL_LOOK: Look = { theme: 'dark', density: 'standard', palette: 'standard' };

export const LOOK_WORDS: { readonly [K in keyof Look]: Readonly<Record<Look[K], string>> } = {
  theme: { dark: 'Dark', light: 'Light', contrast: 'High contrast' },
  density: { standard: 'Standard', compact: 'Compact', roomy: 'Roomy' },
  palette: { standard: 'Standard', safe: 'Colour-blind safe' },
};
