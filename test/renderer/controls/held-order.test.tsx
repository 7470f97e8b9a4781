// @vitest-environment jsdom
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { HeldList, useHeldOrder } from '#renderer/controls/index.ts';

afterEach(cleanup);

type ListProps = { readonly ids: readonly string[]; readonly filter: string; readonly question?: unknown };
function List({ ids, filter, question = filter }: ListProps) {
  const held = useHeldOrder(
    ids.filter((id) => id.includes(filter)),
    false,
    question,
  );
  return <HeldList held={held}>{held.ids.join(' ')}</HeldList>;
}

test('rows wait while the pointer rests among them, and come in when it leaves', () => {
  const { container, rerender } = render(<List ids={['a1']} filter="" />);
  const list = container.firstElementChild as HTMLElement;
  fireEvent.pointerEnter(list);
  rerender(<List ids={['b2', 'a1']} filter="" />);
  expect(list.textContent).toBe('1 new above; the list is held while you point at ita1');
  fireEvent.pointerLeave(list);
  expect(list.textContent).toBe('b2 a1');
});

test('a filter is answered at once, also under the pointer, and the list is held again after it', () => {
  const { container, rerender } = render(<List ids={['a1', 'b2']} filter="" />);
  const list = container.firstElementChild as HTMLElement;
  fireEvent.pointerEnter(list);
  rerender(<List ids={['a1', 'b2']} filter="b" />);
  expect(list.textContent).toBe('b2');
  rerender(<List ids={['b3', 'a1', 'b2']} filter="b" />);
  expect(list.textContent).toBe('1 new above; the list is held while you point at itb2');
  rerender(<List ids={['b3', 'a1', 'b2']} filter="zzzz" />);
  expect(list.textContent).toBe('');
});

test('a question may be a function: it is compared, never called', () => {
  const ask = (): never => {
    throw new Error('called');
  };
  const { container, rerender } = render(<List ids={['a1']} filter="" question={ask} />);
  fireEvent.pointerEnter(container.firstElementChild as HTMLElement);
  rerender(<List ids={['a1', 'b2']} filter="b" question={() => ask()} />);
  expect(container.textContent).toBe('b2');
});
