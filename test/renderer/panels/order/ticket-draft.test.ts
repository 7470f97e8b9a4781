import { describe, expect, it } from 'vitest';
import { EMPTY_TICKET, wishOf, type TicketDraft } from '#renderer/panels/order/ticket-draft.ts';

const NOW = 1_700_000_000_000;
const MARKET: TicketDraft = { ...EMPTY_TICKET, stop: '1.155' };
const wish = (part: Partial<TicketDraft>) => wishOf('EURUSD', { ...MARKET, ...part }, NOW);

describe('the typed ticket', () => {
  it.each<[string, Partial<TicketDraft>, Record<string, unknown>]>([
    ['a market order', {}, { riskPercent: null, volumeMax: null }],
    ['a comma for a point', { stop: ' 1,155 ', target: '1,17' }, { stopLoss: 1.155, takeProfit: 1.17 }],
    ['percent', { size: '0.3' }, { riskPercent: 0.3 }],
    ['money', { sizeBy: 'money', size: '150' }, { riskMoney: 150, riskPercent: null }],
    ['lots', { sizeBy: 'lots', size: '0.2' }, { volumeMax: 0.2 }],
    ['a limit', { type: 'limit', price: '1.16', minutes: '5' }, { type: 'limit', price: 1.16, expiresAt: NOW + 300_000 }],
    ['a stop-limit', { type: 'stop_limit', price: '1.17', stopLimit: '1.169' }, { price: 1.17, stopLimit: 1.169 }],
  ])('%s is an order', (_what, part, ask) => {
    const told = wish(part);
    expect(told.ok && told.ask).toMatchObject({ symbol: 'EURUSD', side: 'BUY', strategy: 'by_hand', stopLoss: 1.155, ...ask });
  });

  it('what belongs to another type is left out, whatever was typed before', () => {
    const told = wish({ price: '1.2', stopLimit: '1.3', minutes: '9' });
    expect(told.ok && Object.keys(told.ask).filter((key) => ['price', 'stopLimit', 'expiresAt'].includes(key))).toEqual([]);
  });

  it.each<[Partial<TicketDraft>, readonly unknown[]]>([
    [{ sizeBy: 'risk', size: '0.3' }, [0.3, undefined, null]],
    [{ sizeBy: 'money', size: '150' }, [null, 150, null]],
    [{ sizeBy: 'lots', size: '0.2' }, [null, undefined, 0.2]],
  ])('%j goes out in one way only', (part, sizes) => {
    const told = wish(part);
    expect(told.ok && [told.ask.riskPercent, told.ask.riskMoney, told.ask.volumeMax]).toEqual(sizes);
  });

  it.each<[Partial<TicketDraft>, string]>([
    [{ stop: '' }, 'A stop is needed'],
    [{ stop: 'x' }, 'The stop is not a price'],
    [{ stop: '-1' }, 'The stop is not a price'],
    [{ target: '0' }, 'The target is not a price'],
    [{ type: 'limit' }, 'A price to wait for is needed'],
    [{ type: 'limit', price: 'x' }, 'The price is not a price'],
    [{ type: 'stop_limit', price: '1.17' }, 'The limit that it becomes is needed'],
    [{ type: 'limit', price: '1.16', minutes: '0' }, 'It ends after a number of minutes above 0'],
    [{ size: '101' }, 'The risk is at most 100 %'],
    [{ sizeBy: 'money', size: '-5' }, 'The amount is not a number above 0'],
    [{ sizeBy: 'lots', size: 'many' }, 'The number of lots is not a number above 0'],
  ])('%j is told what it lacks', (part, missing) => expect(wish(part)).toMatchObject({ ok: false, missing }));
});
