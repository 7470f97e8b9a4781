// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Confirm, Dialog } from '#renderer/controls/index.ts';
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

test('Enter in a text field does what the dialog is for once nothing is missing, and not while the key is held or a word is composed', () => {
  let done = 0;
  const dialog = (missing: string | null) => (
    <Dialog
      title="A question"
      onClose={() => undefined}
      acts={
        <Confirm needs="trading.resume" missing={missing} onConfirm={() => (done += 1)}>
          Do it
        </Confirm>
      }
    >
      <input type="text" aria-label="Why" />
      <input type="checkbox" aria-label="Also" />
    </Dialog>
  );
  const enter = (name: string, more = {}): void => void fireEvent.keyDown(screen.getByLabelText(name), { key: 'Enter', ...more });
  const { unmount } = stage(dialog('A reason is needed'), morning());
  enter('Why');
  expect([done, screen.getByRole('status').textContent]).toEqual([0, 'A reason is needed']);
  unmount();
  stage(dialog(null), morning());
  enter('Why', { repeat: true });
  enter('Why', { isComposing: true });
  enter('Also');
  expect([done, screen.getByRole('status').textContent]).toEqual([0, '']);
  enter('Why');
  expect(done).toBe(1);
});
