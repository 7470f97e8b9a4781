// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NotLive } from '#renderer/panels/frame/not-live.tsx';
import { Standing } from '#renderer/panels/frame/index.ts';
import { createJournal } from '../../journal-builder.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, said, stage } from '../../stage.tsx';

const both = (
  <>
    <Standing />
    <NotLive />
  </>
);

test('a live window says nothing of the kind', () => {
  const { container } = stage(both, morning());
  expect(reads(container)).toBe('');
});

test('on paper a silent engine is not looked for in MetaTrader', () => {
  const { container, silence } = stage(both, morning('paper'));
  silence(4_000);
  expect(said('standing')).toContain('The engine is silent');
  expect(said('standing')).toContain('The paper account lives in the engine');
  expect(reads(container)).not.toMatch(/MetaTrader|MT5/);
  expect(said('not-live')).toMatch(/^NOT LIVEPAPERNothing heard from the engine for 3\.9 s\. .*trading was active/);
});

test('with MetaTrader the trader is sent there', () => {
  const { silence } = stage(both, morning('demo'), { frame: { mt5: true } });
  silence(4_000);
  expect(said('standing')).toContain('act in MetaTrader 5 itself');
  expect(said('not-live')).toContain('Stop losses stay at the broker.');
});

test('a lost connection says that it is tried again', () => {
  const { closed } = stage(both, morning());
  closed('The connection to the engine is lost.');
  expect(said('standing')).toContain('The connection to the engine is lost. What you see behind this is from');
  expect(said('standing')).toContain('tries again by itself');
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('a token that is not accepted says so, promises nothing, and can be mended here', () => {
  const { container, closed } = stage(both, createJournal(PRESENT));
  closed('The engine does not accept this window’s token.', 'refused');
  expect(said('standing')).toContain('The token is not accepted');
  for (const untrue of ['bad token', 'keeps trying', 'tries again', 'Check that Mikrobot Cockpit is running'])
    expect(reads(container)).not.toContain(untrue);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' http://127.0.0.1:8000/#token=abc-1 ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Try it' }));
  expect(window.location.hash).toBe('#token=abc-1');
});
