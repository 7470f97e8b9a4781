// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HoldButton } from '#renderer/controls/index.ts';

let held = 0;
beforeEach(() => {
  held = 0;
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance', 'setTimeout'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
const show = (unavailable: string | null = null): HTMLElement => {
  render(
    <HoldButton onHeld={() => (held += 1)} unavailable={unavailable}>
      Hold
    </HoldButton>,
  );
  return screen.getByRole('button');
};
const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

test.each([
  ['pointer', (button: HTMLElement) => fireEvent.pointerDown(button)],
  ['Space', (button: HTMLElement) => fireEvent.keyDown(button, { key: ' ' })],
  ['Enter', (button: HTMLElement) => fireEvent.keyDown(button, { key: 'Enter' })],
])('it acts after a second and a half, and not before: %s', (_how, begin) => {
  begin(show());
  pass(1_400);
  expect(held).toBe(0);
  pass(150);
  expect(held).toBe(1);
});

test.each([
  ['letting go', (button: HTMLElement) => fireEvent.pointerUp(button)],
  ['leaving', (button: HTMLElement) => fireEvent.pointerLeave(button)],
  ['Escape', (button: HTMLElement) => fireEvent.keyDown(button, { key: 'Escape' })],
  ['the focus gone', (button: HTMLElement) => fireEvent.blur(button)],
])('%s takes it back, and a new hold begins at zero', (_how, end) => {
  const button = show();
  fireEvent.pointerDown(button);
  pass(1_200);
  end(button);
  pass(1_000);
  expect(held).toBe(0);
  fireEvent.pointerDown(button);
  pass(1_200);
  expect(held).toBe(0);
});

test('a press that may not act never acts, and says why', () => {
  const button = show('There is no open position');
  fireEvent.pointerDown(button);
  pass(3_000);
  expect([held, button.title, button.getAttribute('aria-disabled')]).toEqual([0, 'There is no open position', 'true']);
});
