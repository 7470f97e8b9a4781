/** Views, acts, symbols, signals and keys of the configuration by a few typed letters. */
export { Palette } from './palette.tsx';
export { useWindowKeys, WINDOW_KEYS } from './window-keys.ts';
