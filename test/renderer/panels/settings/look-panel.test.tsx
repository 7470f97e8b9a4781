// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LookPanel } from '#renderer/panels/settings/look-panel.tsx';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const pressed = (group: string): string =>
  reads(within(screen.getByRole('group', { name: group })).getByRole('button', { pressed: true }));

test('theme, density and colours are chosen one by one, each with what it does', () => {
  const { ui, container } = stage(<LookPanel />, morning());
  expect(['Theme', 'Density', 'Colours'].map(pressed)).toEqual(['Dark', 'Standard', 'Standard']);
  for (const name of ['Compact', 'Colour-blind safe', 'Light']) fireEvent.click(screen.getByRole('button', { name }));
  expect(ui.getState().look).toEqual({ theme: 'light', density: 'compact', palette: 'safe' });
  expect(['Theme', 'Density', 'Colours'].map(pressed)).toEqual(['Light', 'Compact', 'Colour-blind safe']);
  expect(reads(container)).toContain('red-, green- and blue-blind eyes');
});

test('the colours are shown with the shape or the word that goes with each', () => {
  stage(<LookPanel />, morning());
  const items = within(screen.getByRole('list', { name: 'Colours in use' })).getAllByRole('listitem');
  expect(items.map(reads)).toEqual(['Critical', 'High', 'Advisory', 'won', 'lost']);
  expect(items.every((item) => item.querySelector('svg') !== null)).toBe(true);
});
