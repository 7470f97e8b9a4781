import { describe, expect, it } from 'vitest';
import { ok } from '#shared/lib';
import { refusedBy } from './door-desk.ts';
import { OPERATOR } from './open-door.ts';
import { json, open } from './operator-door.ts';

const CLOSE = '/positions/71/close';
const at = (path: string, body?: unknown) => ({
  path,
  headers: { headers: OPERATOR, ...(body === undefined ? {} : json(body)) },
});

describe('an open position over HTTP', () => {
  it.each([
    [undefined, { ticket: '71' }],
    [{}, { ticket: '71' }],
    [{ percent: 25 }, { ticket: '71', part: { percent: 25 } }],
    [{ lots: 0.3 }, { ticket: '71', part: { lots: 0.3 } }],
    [{ foreign: true }, { ticket: '71', foreign: true }],
    [{ by: '72' }, { ticket: '71', by: '72' }],
    [
      { by: '72', foreign: true },
      { ticket: '71', foreign: true, by: '72' },
    ],
  ])('a close of %j asks for %j', async (body, request) => {
    const { ask, desk } = await open();
    const { path, headers } = at(CLOSE, body);
    expect(await ask('POST', path, headers)).toMatchObject({ status: 200, json: { status: 'asked', seq: 7 } });
    expect(desk.asked).toEqual([{ name: 'position.close', request, actor: 'operator:http' }]);
  });

  it.each([
    [CLOSE, { percent: 25, lots: 1 }],
    [CLOSE, { percent: 101 }],
    [CLOSE, { percent: 25, by: '72' }],
    [CLOSE, { by: '' }],
    ['/positions/71/reverse', { stopLoss: 1.2 }],
    ['/positions/71/reverse', { clientId: 'r1' }],
    ['/positions/71/reverse', { clientId: 'r1', stopLoss: 1.2, strategyId: 'm5_bos' }],
    ['/positions/71/modify', { reason: 'nothing named' }],
    [`/positions/${'7'.repeat(129)}/close`, {}],
  ])('%s %j is malformed', async (path, body) => {
    const { ask, desk } = await open();
    expect(await ask('POST', path, at(path, body).headers)).toMatchObject({ status: 400, json: { code: 'malformed' } });
    expect(desk.asked).toEqual([]);
  });

  const TURN = '/positions/71/reverse';
  const TERMS = { stopLoss: 1.2, takeProfit: null, riskPercent: null, volumeMax: null };

  it.each([
    [
      { clientId: 'r1', stopLoss: 1.2 },
      { clientId: 'r1', ...TERMS, reason: null },
    ],
    [
      {
        clientId: 'r1',
        stopLoss: 1.2,
        takeProfit: 1.1,
        riskPercent: 0.3,
        riskMoney: 50,
        lots: 0.2,
        foreign: true,
        reason: 'why',
      },
      {
        ...{ clientId: 'r1', stopLoss: 1.2, takeProfit: 1.1, riskPercent: 0.3, riskMoney: 50, volumeMax: 0.2 },
        ...{ foreign: true, reason: 'why' },
      },
    ],
  ])('a reversal of %j asks for %j', async (body, request) => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => ok({ signalId: 'r1', isRepeated: false });
    const { path, headers } = at(TURN, body);
    expect(await ask('POST', path, headers)).toMatchObject({ status: 202, json: { status: 'accepted', signalId: 'r1' } });
    expect(desk.asked).toEqual([{ name: 'position.reverse', request: { ticket: '71', ...request }, actor: 'operator:http' }]);
    desk.commandAnswer = () => ok({ signalId: 'r1', isRepeated: true });
    expect(await ask('POST', path, headers)).toMatchObject({ status: 200, json: { status: 'duplicate', signalId: 'r1' } });
  });

  it('a reversal is previewed without an id', async () => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => ok({ preview: { verdict: 'refused', ticket: '71' } });
    const { path, headers } = at(TURN, { stopLoss: 1.2, preview: true });
    expect(await ask('POST', path, headers)).toMatchObject({ status: 200, json: { verdict: 'refused' } });
    expect(desk.asked).toEqual([{ name: 'position.preview', request: { ticket: '71', reverse: TERMS }, actor: 'operator:http' }]);
  });

  it('a reversal that is refused says each of its reasons', async () => {
    const { ask, desk } = await open();
    const why = { code: 'entry_refused', detail: 'both', reasons: ['one', 'two'] } as const;
    desk.commandAnswer = () => ({ ok: false, error: { kind: 'refused', ...why } });
    const { path, headers } = at(TURN, { clientId: 'r1', stopLoss: 1.2 });
    expect(await ask('POST', path, headers)).toMatchObject({ status: 409, json: why });
  });

  it.each([
    ['/positions/71/modify', { stopLoss: 1.1, preview: true }, { ticket: '71', levels: { stopLoss: 1.1 } }],
    [CLOSE, { percent: 50, preview: true }, { ticket: '71', part: { percent: 50 } }],
    [CLOSE, { preview: true }, { ticket: '71', part: null }],
    [CLOSE, { by: '72', preview: true }, { ticket: '71', by: '72' }],
  ])('%s with preview only asks what it would come to', async (path, body, request) => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => ok({ preview: { verdict: 'passed', ticket: '71' } });
    expect(await ask('POST', path, at(path, body).headers)).toMatchObject({ status: 200, json: { verdict: 'passed' } });
    expect(desk.asked).toEqual([{ name: 'position.preview', request, actor: 'operator:http' }]);
  });

  it.each([
    ['stop_loosened', 409],
    ['bad_level', 409],
    ['already_asked', 409],
    ['not_opposite', 409],
    ['unknown_position', 404],
  ] as const)('%s is answered with %i and its words', async (code, status) => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => refusedBy(code, 'in words');
    const path = '/positions/71/modify';
    const answer = await ask('POST', path, at(path, { stopLoss: 1.1 }).headers);
    expect(answer).toMatchObject({ status, json: { code, detail: 'in words' } });
  });
});
