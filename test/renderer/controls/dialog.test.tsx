// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Dialog } from '#renderer/controls/index.ts';
import { StopButton } from '#renderer/panels/frame/stop-button.tsx';
import { morning } from '../fixtures.ts';
import { stage } from '../stage.tsx';

function open(): { readonly closed: () => number } {
  let closed = 0;
  const dialog = (
    <>
      <StopButton />
      <Dialog title="A question" onClose={() => (closed += 1)} acts={<button type="button">Do it</button>}>
        <p>Some text to read.</p>
        <input aria-label="Why" />
      </Dialog>
    </>
  );
  stage(dialog, morning());
  return { closed: () => closed };
}
const focused = (): string => document.activeElement?.textContent ?? '';

test('the focus begins on Cancel', () => {
  open();
  expect(focused()).toBe('Cancel');
});

test('Escape closes it, also after a click on its text has left the focus nowhere', () => {
  const { closed } = open();
  (document.activeElement as HTMLElement).blur();
  expect(document.activeElement).toBe(document.body);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(closed()).toBe(1);
});

test('Escape closes it while the stop has the focus', () => {
  const { closed } = open();
  screen.getByTestId('stop').focus();
  fireEvent.keyDown(screen.getByTestId('stop'), { key: 'Escape' });
  expect(closed()).toBe(1);
});

test('Tab goes round in it and through the stop, and never leaves it, wherever it began', () => {
  open();
  (document.activeElement as HTMLElement).blur();
  const circle: string[] = [];
  for (let pressed = 0; pressed < 5; pressed += 1) {
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Tab' });
    circle.push(document.activeElement?.getAttribute('aria-label') ?? focused());
  }
  expect(circle).toEqual(['Why', 'Cancel', 'Do it', expect.stringMatching(/^STOP/), 'Why']);
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Tab', shiftKey: true });
  expect(focused()).toMatch(/^STOP/);
});

test('its text can hold the focus, so a click in it does not lose it', () => {
  open();
  screen.getByRole('dialog').focus();
  expect(document.activeElement).toBe(screen.getByRole('dialog'));
});
