// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCalm } from '#renderer/panels/frame/use-calm.ts';

function Shown({ value }: { readonly value: string }) {
  return <p>{useCalm(value)}</p>;
}
const said = (): string => screen.getByRole('paragraph').textContent;
const pass = (ms: number): void => void act(() => vi.advanceTimersByTime(ms));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('what moves the screen waits while a button is down, and 400 ms from the press on', () => {
  const { rerender } = render(<Shown value="thin" />);
  pass(1_000);
  fireEvent.pointerDown(window);
  rerender(<Shown value="tall" />);
  pass(3_000);
  expect(said()).toBe('thin');
  fireEvent.pointerUp(window);
  pass(100);
  expect(said()).toBe('tall');
  fireEvent.pointerDown(window);
  fireEvent.pointerUp(window);
  rerender(<Shown value="thin" />);
  pass(250);
  expect(said()).toBe('tall');
  pass(250);
  expect(said()).toBe('thin');
});

test('with no hand on it, it changes at once', () => {
  const { rerender } = render(<Shown value="thin" />);
  pass(1_000);
  rerender(<Shown value="tall" />);
  expect(said()).toBe('tall');
});
