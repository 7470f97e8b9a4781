import { defaultConfig } from '#shared/config';
import { describe, expect, it } from 'vitest';
import type { WindowBridge } from '#renderer/bridge/index.ts';
import { createActions, createWindowStore } from '#renderer/store/index.ts';
import { sourceOf, USUAL_START } from '#shared/domain';
import { orderAsk } from '#shared/events';
import { contract, type CommandName } from '#shared/ipc';
import { cardOf, PRESENT, roomView, signalOf } from '../fixtures.ts';

const anyRecord = { type: null, actor: null, from: null, to: null, text: '' } as const;

function desk(answer: unknown) {
  const sent: { name: CommandName; request: unknown }[] = [];
  const ui = createWindowStore();
  const bridge = {
    send: async (name: CommandName, request: unknown) => {
      sent.push({ name, request });
      return answer;
    },
  } as unknown as WindowBridge;
  return { act: createActions(bridge, ui, () => 5), ui, sent };
}

const card = cardOf(signalOf('s-1', 'EURUSD', 'BUY', 'M5_BOS', PRESENT), PRESENT, roomView(98_000, 0), 1);

describe('actions', () => {
  it('send what the contract accepts', async () => {
    const { act, sent } = desk({ ok: true, value: { seq: 3 } });
    await Promise.all([
      act.halt(),
      act.flatten('Close all positions, typed'),
      act.drill(),
      act.resume('looked at it'),
      act.haltScope({ kind: 'symbol', symbol: 'EURUSD' }, true, 'news'),
      act.liftStop({ kind: 'symbol', symbol: 'EURUSD' }, 'news is over'),
      act.approve(card),
      act.reject(card),
      act.override('s-1', card.digest, 'I know'),
      act.close('1', false),
      act.closePart('1', { percent: 50 }),
      act.closeBy('1', '2'),
      act.reverse({ ticket: '1', clientId: 'r1', stopLoss: 1.2, takeProfit: null, riskPercent: null, volumeMax: null }),
      act.cancelOrder('C1'),
      act.moveLevels('1', { stopLoss: 'break_even' }),
      act.manage('1', null, true, 'mine now'),
      act.previewPosition({ ticket: '1', part: null }),
      act.setMode('veto', 'on watch'),
      act.setMode('confirm', null),
      act.acknowledge('a'),
      act.shelve('a', 480, 'known'),
      act.isolate('terminal', 'write', 'broken'),
      act.reset('terminal', 'write', 'mended'),
      act.rearm('b', 'looked'),
      act.declineProposal('m5_bos', 'not yet'),
      act.adoptDrift('f'.repeat(64), 'mine'),
      act.adoptJournal('restored by me'),
      act.confirmClock('f'.repeat(64), 'a watch'),
      act.findTerminals(),
      act.installEa('t1'),
      act.copyToken(),
      act.certificate('c'),
      act.saveCertificate('c'),
      act.testBroker('EURUSD'),
      act.noteNews({ at: 1, currency: 'USD', impact: 'high', title: 'FOMC' }),
      act.dropNews('n'),
      act.preview({
        ...{ symbol: 'EURUSD', side: 'BUY', stopLoss: 1.1, takeProfit: null },
        ...{ strategy: 'm5_bos', riskPercent: null, volumeMax: null },
      }),
      act.confirmName('EURUSD', 'EURUSD.r'),
      act.place(orderAsk.parse({ clientId: 'w-1', symbol: 'EURUSD', side: 'BUY', stopLoss: 1.1 })),
      act.chooseAccount('500', 'Demo', 'the other one'),
      act.chooseRulebook(defaultConfig().rulebook, 'another phase'),
      act.door(),
      act.configView(),
      act.previewConfig({ approvals: { mode: 'veto' } }),
      act.applyConfig({ approvals: { mode: 'veto' } }, 'f'.repeat(64), 'on watch'),
      act.undoConfig('f'.repeat(64), 'not so'),
      act.trustProxy('127.0.0.1'),
      act.copyText('a text', true),
      act.channels(),
      act.testChannel(null),
      act.saveChannels({ perHour: 1, escalateAfterMin: null, tellReturned: true, quietHours: null, channels: [] }),
      act.logTail({ level: 'warn', text: '', limit: 200 }),
      act.showLogFolder(),
      act.about(),
      act.notices(),
      act.diagnose(),
      act.supportBundle(),
      act.updates(),
      act.lookForUpdates(),
      act.downloadUpdate('0.13.0'),
      act.cancelUpdate(),
      act.installUpdate('0.13.0'),
      act.startView(),
      act.chooseStart(USUAL_START),
      act.restart(),
      act.sources(),
      act.addSource(sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' })),
      act.changeSource('alerts', { enabled: false }),
      act.removeSource('alerts'),
      act.rotateSource('alerts', 0),
      act.sourceSecret('alerts'),
      act.testSource({ id: 'alerts', address: null, body: null }),
      act.judgeDelivery(1, null),
      act.issueToken('phone', 'read', 90),
      act.revokeToken('t1'),
      act.deliveries({ source: null, fate: null, text: '', from: null, to: null, before: null, limit: 50 }),
      act.chart({ symbol: 'EURUSD', timeframe: 'M5', from: null, to: null }),
      act.startRerun({ change: {}, from: null, to: null }),
      act.rerun(),
      act.cancelRerun(),
      act.startVerify(),
      act.verify(),
      act.cancelVerify(),
      act.replays(),
      act.uploadPart({ name: 'EURUSD_M1.csv', size: 3, offset: 0, data: 'YWJj' }),
      act.removeReplay({ what: 'run', id: 'run-1' }),
      act.startReplay({ kindOfJob: 'inspect', file: 'EURUSD_M1.csv', kind: null, rows: {} }),
      act.cancelReplay(),
      act.replayReport('run-1'),
      act.replayTrades('run-1', 0),
      act.replayRefused('run-1', 0),
      act.replayTrade('run-1', 0),
      act.replaySweep('run-1'),
      act.compareReplays('run-1', 'run-2'),
      act.exportReplay('run-1', 'html'),
      act.records(0, 1_000),
      act.searchJournal({ ...anyRecord, type: 'bar.closed', before: null, limit: 500 }),
      act.journalStory('c-1'),
      act.exposure(),
      act.alarmHistory(null, 100),
      act.exportJournal({ ...anyRecord, format: 'csv' }),
    ]);
    for (const { name, request } of sent)
      expect(contract[name].request.safeParse(request), name).toMatchObject({ success: true });
    expect(sent[0]).toEqual({ name: 'trading.halt', request: { reason: 'Stop pressed', flatten: false } });
    // The window greets elsewhere, and judges a whole configuration itself; terms of a resting order are changed over HTTP only.
    const administered = ['system.shutdown', 'config.validate'];
    const elsewhere = ['cockpit.hello', 'past.look', 'past.span', 'past.leave', 'order.replace', ...administered];
    expect([...new Set(sent.map(({ name }) => name)), ...elsewhere].sort()).toEqual(Object.keys(contract).sort());
  });

  it('show asked at once, the record to wait for when taken, the reason when refused', async () => {
    const taken = desk({ ok: true, value: { seq: 9 } });
    const asking = taken.act.approve(card);
    expect(taken.ui.getState().asks['approve:s-1']).toMatchObject({ state: 'asked', seq: null });
    expect(await asking).toBe(true);
    expect(taken.ui.getState().asks['approve:s-1']).toMatchObject({ state: 'accepted', seq: 9 });
    const refused = desk({ ok: false, error: { kind: 'refused', code: 'expired', detail: 'The card has expired.' } });
    expect(await refused.act.approve(card)).toBe(false);
    expect(refused.ui.getState().asks['approve:s-1']).toMatchObject({ state: 'refused', detail: 'The card has expired.' });
  });

  it('copy by the engine only where this window may ask for it', async () => {
    const { act, sent } = desk({ ok: true, value: {} });
    expect([await act.copyText('a text', false), sent.length]).toEqual([false, 0]);
    expect([await act.copyText('a text', true), sent]).toEqual([true, [{ name: 'text.copy', request: { text: 'a text' } }]]);
  });

  it('forget the oldest asks', async () => {
    const { act, ui } = desk({ ok: true, value: { seq: 1 } });
    for (let i = 0; i < 200; i += 1) await act.acknowledge(String(i));
    const keys = Object.keys(ui.getState().asks);
    expect([keys.length, keys.at(-1)]).toEqual([60, 'acknowledge:199']);
  });
});
