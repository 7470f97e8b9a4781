// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SignalsView } from '#renderer/panels/signals/index.ts';
import { DAY_START, morning } from '../../fixtures.ts';
import { createJournal } from '../../journal-builder.ts';
import { reads, stage } from '../../stage.tsx';

test('what was turned away is listed newest first, with its reason and the beginning of what was sent', () => {
  const journal = morning();
  journal.write('signal.refused', {
    code: 'malformed',
    text: 'The body is no JSON object.',
    source: 'tradingview',
    signalId: null,
    excerpt: 'buy gold now',
  });
  journal.write('intake.refused', {
    code: 'bad_signature',
    source: 'webhook',
    detail: 'The signature does not match. Peer 127.0.0.1.',
    count: 12,
    nonce: null,
  });
  stage(<SignalsView />, journal);
  const [, ...rows] = within(screen.getByRole('group', { name: 'Turned away' })).getAllByRole('row');
  expect(rows.map((row) => within(row).getAllByRole('cell').map(reads))).toEqual([
    ['webhook', '12 × bad signature', 'The signature does not match. Peer 127.0.0.1.', ''],
    ['TradingView', 'malformed', 'The body is no JSON object.', 'buy gold now'],
  ]);
});

test('nothing is listed while nothing was', () => {
  stage(<SignalsView />, createJournal(DAY_START));
  expect(screen.queryByRole('group', { name: 'Turned away' })).toBeNull();
});
