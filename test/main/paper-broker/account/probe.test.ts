import { expect, it } from 'vitest';
import { broker, buy, close, done, quote, T0 } from './a-broker.ts';

it('finds an id in a position, in its deals after the close, and by what it changed', () => {
  const account = broker();
  const { ticket } = done(account, buy());
  expect(account.probe('A')).toMatchObject({ kind: 'found', position: { ticket } });
  done(account, close(ticket, 0.5, 'part'));
  expect(account.probe('part')).toMatchObject({ kind: 'found', outcome: { volume: 0.5 }, position: { volume: 0.5 } });
  account.onQuote(quote('EURUSD', 1.15, 1.1501));
  expect(account.probe('A')).toMatchObject({
    kind: 'found_closed',
    outcome: { ticket },
    deals: [{ entry: 'in' }, { clientOrderId: 'part' }, { reason: 'sl' }],
  });
  expect(account.probe('part')).toMatchObject({ kind: 'found_closed' });
  expect(account.probe('never')).toEqual({ kind: 'absent' });
});

it('a refused request is absent', () => {
  const account = broker();
  account.execute(buy({ volume: 0.001 }), T0);
  expect(account.probe('A')).toEqual({ kind: 'absent' });
});
