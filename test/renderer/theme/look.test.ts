import { expect, test } from 'vitest';
import { LOOKS, USUAL_LOOK } from '#renderer/store/index.ts';
import { savedLook, showLook } from '#renderer/theme/choice.ts';

const store = (kept: Record<string, string>) => ({
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => void (kept[key] = value),
});
const root = () => ({ dataset: {} as Record<string, string> }) as unknown as HTMLElement;

test('a look is shown on the root, and read again at the next start', () => {
  const kept: Record<string, string> = {};
  const page = root();
  const look = { theme: 'light', density: 'roomy', palette: 'safe' } as const;
  showLook(look, page, store(kept));
  expect(page.dataset).toEqual(look);
  expect(savedLook(USUAL_LOOK, LOOKS, store(kept))).toEqual(look);
});

test('a theme of an earlier version is kept, and what is not to be had is the usual', () => {
  const of = (kept: Record<string, string>) => savedLook(USUAL_LOOK, LOOKS, store(kept));
  expect(of({ 'mikrobot.theme': 'contrast' })).toEqual({ ...USUAL_LOOK, theme: 'contrast' });
  expect(of({ 'mikrobot.theme': 'pink', 'mikrobot.density': '', 'mikrobot.palette': 'safe' })).toEqual({
    ...USUAL_LOOK,
    palette: 'safe',
  });
});
