import { defaultConfig } from '#shared/config';
import { sourceOf, USUAL_START } from '#shared/domain';
import { REPLAY_SAMPLES } from './replay-samples.ts';
import type { CommandName, DeliveryView, LiveFrame, Reply, Request, SourceView } from '#shared/ipc';

const digest = 'd'.repeat(64);
const reason = 'a test';
const anyRecord = { type: null, actor: null, from: null, to: null, text: '' } as const;
const refusedThen = { lots: null, loss: null, text: 'The spread is too wide' };
const rerun: Reply<'rerun.view'> = {
  ...{ state: 'running' as const, reached: 5, end: 9, change: {}, from: null, to: null, fault: null },
  found: {
    ...{ judged: 1, same: 0, sized: 0, refused: 0, taken: 1, trades: 0, pnl: 0, would: 0 },
    rows: [
      {
        ...{ seq: 4, at: 9, signalId: 's-1', symbol: 'EURUSD', side: 'BUY' as const, then: refusedThen },
        ...{ now: { lots: 0.5, loss: 102.5, text: null }, pnl: null, would: null },
      },
    ],
  },
};
const verified: Reply<'verify.view'> = {
  ...{ state: 'done' as const, reached: 9, end: 9, at: 5, fault: null },
  verdict: { records: 9, runs: 1, checkpoints: 1, head: digest, bad: null, notes: ['run run-1 is not sealed'] },
};
const startsWith: Reply<'start.view'> = { now: USUAL_START, next: USUAL_START, fixed: ['data'], open: [], waitsFor: [] };
const updates: Reply<'updates.view'> = {
  ...{ current: '0.12.0', feed: 'https://updates.example/cockpit', channel: 'stable', state: 'downloading', lookedAt: 1 },
  offered: { version: '0.13.0', releasedAt: '2026-12-01T10:00:00.000Z', notes: 'Something new', bytes: 100 },
  ...{ progress: { done: 10, total: 100 }, word: null, waitsFor: ['Trading is not halted: halt it first'] },
};
const done = { seq: 7 };
const latency = { p50: 1, p95: 2, p99: null, count: 3 };
const lane = { depth: 0, max: 100, oldestMs: 0, peak: 2, refused: 0 };

export const sampleLive: LiveFrame = {
  at: 1_754_300_000_000,
  beat: 1,
  uptimeMs: 10,
  fault: null,
  clock: { source: 'wall', offsetMs: 0, stepMs: 0, trusted: true, doubt: null } as const,
  terminal: { kind: 'paper', source: 'demo', link: 'up', ageMs: 5, clockOffsetMs: 0, obstacle: null, bridge: null, names: [] },
  account: null,
  positions: [],
  orders: [],
  quotes: [],
  room: null,
  progress: null,
  sessions: ['london'],
  nextSession: { session: 'london', at: 1 },
  lanes: { critical: lane, high: lane, normal: lane, low: lane },
  routedTotal: 0,
  failedTotal: 0,
  routing: latency,
  agents: [
    {
      id: 'u1',
      role: 'signal validator',
      health: 'healthy',
      lastSeenMs: 1,
      errorRate: 0,
      latency,
      up: { minute: 1, quarter: 1, hour: 1 },
    },
  ],
  stages: {
    intake: latency,
    controller: latency,
    owner: latency,
    approval: latency,
    u1: latency,
    u2: latency,
    u3: latency,
    u4: latency,
    u5: latency,
  },
  pipelines: { active: 0, completed: 0, rejected: 0, failed: 0, latency },
  journal: {
    lastSeq: 7,
    records: 7,
    bytes: 700,
    chainHead: 'ab',
    lastCheckpointSeq: 0,
    lagMs: 0,
    verifiedTo: 7,
    verifiedAt: 1,
    anchor: null,
  },
  loop: { p50: 1, p99: 2, max: 3 },
  startup: { phase: 'ready', steps: [{ name: 'journal', state: 'done', ms: 3 }] },
};

const certificate = {
  id: 'stop-1',
  reason,
  actor: 'trader:window',
  flatten: false,
  state: 'halted' as const,
  latchedAt: 1,
  endedAt: 2,
  steps: [{ step: 'latch', at: 1, text: 'latched' }],
  tickets: [],
};

const sampleSource: SourceView = {
  source: sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' }),
  isBuiltIn: false,
  isConfigured: true,
  address: { path: '/webhook/source/alerts', isSigned: false },
  secret: { tail: '7f3c', since: 1, previousUntil: null },
  approval: 'confirm',
  state: 'receiving',
  problem: null,
  received: 2,
  accepted: 1,
  duplicate: 0,
  refused: 1,
  lastAt: 5,
  refusal: { at: 4, code: 'malformed', text: 'no' },
};

const sampleDelivery: DeliveryView = {
  id: 1,
  at: 5,
  source: 'alerts',
  route: 'POST /webhook/source/:id/:token',
  peer: '127.0.0.1',
  isProven: true,
  body: '{}',
  bytes: 2,
  isCut: false,
  fate: 'refused',
  code: 'malformed',
  reason: 'no',
  remedy: null,
  signalId: null,
  traceId: 'tr',
  count: 1,
  ms: 1,
  signal: null,
};

const channelForm: Request<'channels.save'> = {
  perHour: 30,
  escalateAfterMin: 10,
  tellReturned: true,
  quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Prague' },
  channels: [{ id: 'phone', was: null, kind: 'telegram', levels: ['critical'], onlyEscalations: false, fields: { chatId: '1' } }],
};
const SAMPLE_STEP = { station: 'reached', state: 'passed', text: 'Came in', mend: null, line: null, ms: 3 } as const;

const VERSION = 'a'.repeat(64);
const changedKey = {
  path: 'approvals.ttlMs',
  meaning: 'life of a card',
  from: 1,
  to: 2,
  effective: 'restart',
  waits: false,
} as const;

type Sample<N extends CommandName> = {
  readonly request: Request<N>;
  /** One thing wrong with each. */
  readonly malformed: readonly unknown[];
  readonly reply: Reply<N>;
  readonly badReply: unknown;
};

/** For every command of the contract: what holds and what does not. A command without a sample does not compile. */
export const samples: { readonly [N in CommandName]: Sample<N> } = {
  'cockpit.hello': {
    request: {},
    malformed: [undefined, null, { extra: 1 }],
    reply: { state: { lastSeq: 7 }, live: sampleLive, equity: [{ at: 1, equity: 2, balance: 3 }] },
    badReply: { state: {} },
  },
  'feed.since': {
    request: { seq: 0, limit: 10 },
    malformed: [
      { seq: -1, limit: 10 },
      { seq: 0, limit: 1_001 },
    ],
    reply: [],
    badReply: [1],
  },
  'journal.search': {
    request: { ...anyRecord, type: 'bar.closed', text: 'EURUSD', actor: 'market', from: 5, to: 9, before: null, limit: 500 },
    malformed: [
      { ...anyRecord, type: 'no.such', before: null, limit: 10 },
      { ...anyRecord, text: 'x'.repeat(101), before: null, limit: 10 },
      { ...anyRecord, from: 'today', before: null, limit: 10 },
      { ...anyRecord, actor: 'x'.repeat(101), before: null, limit: 10 },
      { ...anyRecord, before: 0, limit: 10 },
      { ...anyRecord, before: null, limit: 501 },
    ],
    reply: { lines: [{ seq: 3, at: 1, type: 'bar.closed', actor: 'market', correlationId: 'c' }], looked: 10, before: null },
    badReply: { lines: [{ seq: 3 }], looked: 10, before: null },
  },
  'journal.story': {
    request: { correlationId: 'c' },
    malformed: [{ correlationId: '' }, {}, null],
    reply: {
      lines: [{ seq: 3, at: 1, type: 'bar.closed', actor: 'market', correlationId: 'c', causationId: null }],
      isWhole: true,
    },
    badReply: { lines: [], isWhole: 'yes' },
  },
  'alarm.history': {
    request: { before: null, limit: 100 },
    malformed: [{ before: 0, limit: 100 }, { before: null, limit: 501 }, { limit: 1 }, null],
    reply: {
      steps: [
        { ...{ seq: 3, at: 1, alarmId: 'a', what: 'raised', title: 'T', level: 'high' }, by: null, text: 'c', until: null },
      ],
      before: 2,
    },
    badReply: { steps: [{ seq: 3 }], before: null },
  },
  'journal.export': {
    request: { ...anyRecord, format: 'csv' },
    malformed: [{ ...anyRecord, format: 'xls' }, { format: 'csv' }, null],
    reply: { file: '/data/exports/journal.csv', records: 4, problem: null },
    badReply: { file: null, records: 4, problem: null },
  },
  'signal.approve': {
    request: { signalId: 's', digest },
    malformed: [{ signalId: 's' }, { signalId: 's', digest: 'x' }],
    reply: done,
    badReply: {},
  },
  'signal.reject': {
    request: { signalId: 's', digest, reason: null },
    malformed: [{ signalId: 's', digest }],
    reply: done,
    badReply: {},
  },
  'signal.override': {
    request: { signalId: 's', digest, reason },
    malformed: [{ signalId: 's', digest, reason: '  ' }],
    reply: done,
    badReply: {},
  },
  'trading.halt': {
    request: { reason, flatten: true },
    malformed: [
      { reason },
      { reason: '', flatten: false },
      { reason, flatten: 'no' },
      { reason, flatten: true, scope: { kind: 'world' } },
    ],
    reply: { certificateId: 'stop-1', latchedAt: 5 },
    badReply: { certificateId: '' },
  },
  'stop.lift': {
    request: { scope: { kind: 'symbol', symbol: 'EURUSD' }, typed: 'LIFT', reason },
    malformed: [
      { scope: { kind: 'symbol' }, typed: 'LIFT', reason },
      { scope: { kind: 'strategy', strategyId: 'Nobody' }, typed: 'LIFT', reason },
      { scope: { kind: 'symbol', symbol: 'EURUSD' }, typed: 'lift', reason },
    ],
    reply: done,
    badReply: {},
  },
  'stop.drill': {
    request: {},
    malformed: [null, { flatten: true }],
    reply: {
      drill: {
        drill: true,
        id: 'drill-1',
        actor: 'trader:window',
        beganAt: 1,
        result: 'flat',
        text: '2 tickets ended',
        positions: 2,
        orders: 0,
        withdrawn: 1,
        durableMs: 1.2,
        latchMs: 0.4,
        flatMs: 310,
        steps: [{ step: 'latched', text: 'refused from here on', ms: 0 }],
      },
    },
    badReply: { drill: { id: 'drill-1' } },
  },
  'trading.resume': {
    request: { typed: 'RESUME', reason },
    malformed: [{ typed: 'resume', reason }, { reason }],
    reply: done,
    badReply: null,
  },
  'order.cancel': { request: { order: '5000001' }, malformed: [{ order: '' }, {}], reply: done, badReply: { seq: 1.5 } },
  'order.replace': {
    request: { order: '5000001', price: 1.1, stopLoss: 1.09 },
    malformed: [{ order: '5000001', price: 0 }, { price: 1.1 }],
    reply: done,
    badReply: {},
  },
  'position.close': { request: { ticket: '1' }, malformed: [{ ticket: '' }, { ticket: 1 }], reply: done, badReply: { seq: 1.5 } },
  'position.modify': {
    request: { ticket: '71', stopLoss: 'break_even', takeProfit: null, reason: null },
    malformed: [{}, { ticket: '71', stopLoss: -1 }, { ticket: '71', stopLoss: 'entry' }, { ticket: '71', rules: null }],
    reply: done,
    badReply: {},
  },
  'position.reverse': {
    request: { ticket: '1', clientId: 'r1', stopLoss: 1.2, takeProfit: null, riskPercent: null, volumeMax: null, reason: null },
    malformed: [
      { ticket: '1', clientId: 'r1' },
      { ticket: '1', stopLoss: 1.2 },
      { ticket: '1', clientId: '', stopLoss: 1.2 },
    ],
    reply: { signalId: 'r1', isRepeated: false },
    badReply: { signalId: 'r1' },
  },
  'position.manage': {
    request: { ticket: '71', rules: null, foreign: true, reason },
    malformed: [
      { ticket: '71', rules: null, reason: '' },
      { ticket: '71', reason },
      { ticket: '71', rules: { trail: 1 }, reason },
    ],
    reply: done,
    badReply: {},
  },
  'position.preview': {
    request: { ticket: '71', part: { percent: 50 } },
    malformed: [{ ticket: '71' }, { ticket: '71', part: { percent: 101 } }, { ticket: '71', levels: { stopLoss: 0 } }],
    reply: {
      preview: {
        at: 1,
        ticket: '71',
        verdict: 'refused',
        refusal: 'The terminal is not connected',
        effect: null,
        before: { volume: 1, stopLoss: null, takeProfit: null, atStop: null, atStopR: null, openRisk: null, roomAtStops: null },
        after: null,
      },
    },
    badReply: { preview: {} },
  },
  'market.chart': {
    request: { symbol: 'EURUSD', timeframe: 'M5', from: null, to: 1_000 },
    malformed: [
      { symbol: 'EURUSD', timeframe: 'M2', from: null, to: null },
      { symbol: '', timeframe: 'M5', from: null, to: null },
      { symbol: 'EURUSD', timeframe: 'M5', from: 2_000, to: 1_000 },
      { symbol: 'EURUSD', timeframe: 'M5', from: -1, to: null },
    ],
    reply: {
      ...{ symbol: 'EURUSD', timeframe: 'M5', source: 'demo prices', known: { from: 0, to: 600_000 }, complete: true },
      bars: [{ time: 0, open: 1.1, high: 1.2, low: 1, close: 1.1, volume: 3, spreadPoints: 8, minutes: 5 }],
      marks: { swings: [{ side: 'high', price: 1.2, time: 0, confirmedAt: 600_000 }], breaks: [], retests: [] },
    },
    badReply: { symbol: 'EURUSD', timeframe: 'M5', source: '', known: null, complete: false, bars: null },
  },
  'approvals.set-mode': {
    request: { mode: 'veto', reason: null },
    malformed: [{ mode: 'off', reason: null }],
    reply: done,
    badReply: {},
  },
  'alarm.acknowledge': { request: { alarmId: 'a' }, malformed: [{}], reply: done, badReply: {} },
  'alarm.shelve': {
    request: { alarmId: 'a', minutes: 5, reason },
    malformed: [{ alarmId: 'a', minutes: 481, reason }],
    reply: done,
    badReply: {},
  },
  'breaker.isolate': {
    request: { agent: 'u4', effect: 'write', reason },
    malformed: [{ agent: 'u9', effect: 'write', reason }],
    reply: done,
    badReply: {},
  },
  'breaker.reset': {
    request: { agent: 'u4', effect: 'close', reason },
    malformed: [{ agent: 'u4', effect: 'all', reason }],
    reply: done,
    badReply: {},
  },
  'risk.exposure': {
    request: {},
    malformed: [{ symbol: 'EURUSD' }, null],
    reply: {
      exposure: {
        currencies: [{ currency: 'EUR', net: 1, gross: 1 }],
        ...{ stops: 1, unbounded: [], effective: { risk: 1, limit: null }, groups: [{ group: 'metals', risk: 1, limit: 2 }] },
        pairs: [{ one: 'A', other: 'B', correlation: null }],
        positions: [{ ticket: '1', risk: null, frees: null }],
      },
    },
    badReply: { exposure: { currencies: [] } },
  },
  'risk.preview': {
    request: {
      ...{ symbol: 'EURUSD', side: 'BUY', stopLoss: 1.09, takeProfit: null },
      ...{ strategy: 'm5_bos', riskPercent: null, volumeMax: null },
    },
    malformed: [{}, { symbol: 'EURUSD', side: 'BUY' }, { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.09, lots: 5 }],
    reply: {
      preview: {
        ...{ at: 1, verdict: 'refused', entry: null, lots: null, binding: null, rr: null, loss: null, spreadCost: null },
        ...{ before: null, after: null, stress: null, exposure: [], failed: [], passed: [] },
      },
    },
    badReply: { preview: { verdict: 'perhaps' } },
  },
  'order.place': {
    request: {
      ...{ clientId: 'desk-1', symbol: 'EURUSD', side: 'BUY', type: 'limit', price: 1.1, stopLoss: 1.09, takeProfit: null },
      ...{ strategy: 'by_hand', riskPercent: null, riskMoney: 50, volumeMax: null },
    },
    malformed: [{}, { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.09 }, { clientId: 'a', symbol: 'EURUSD', side: 'BUY' }],
    reply: { signalId: 'desk-1', isRepeated: false },
    badReply: { signalId: 'desk-1' },
  },
  'clock.confirm': {
    request: { typed: 'CONFIRM', digest, reason },
    malformed: [
      { digest, reason },
      { typed: 'confirm', reason },
      { typed: 'CONFIRM', reason: 'x' },
    ],
    reply: done,
    badReply: {},
  },
  'news.note': {
    request: { event: { at: 1, currency: 'USD', impact: 'high', title: 'FOMC' } },
    malformed: [{}, { event: { at: 1, currency: 'DOLLAR', impact: 'high', title: 'FOMC' } }],
    reply: done,
    badReply: {},
  },
  'news.drop': { request: { id: 'n' }, malformed: [{}], reply: done, badReply: {} },
  'broker.test': {
    request: { symbol: 'EURUSD' },
    malformed: [{}, { symbol: '' }, { symbol: 'EURUSD', lots: 5 }],
    reply: {
      test: {
        id: 't',
        symbol: 'EURUSD',
        account: '1',
        beganAt: 1,
        endedAt: 2,
        result: 'passed',
        text: '',
        steps: [],
        findings: [],
      },
    },
    badReply: { test: { result: 'fine' } },
  },
  'proposal.decline': {
    request: { strategyId: 'm5_bos', reason },
    malformed: [{ strategyId: 'm5_bos' }],
    reply: done,
    badReply: {},
  },
  'block.rearm': { request: { block: 'b', reason }, malformed: [{ block: 'b' }], reply: done, badReply: {} },
  'drift.adopt': { request: { digest, reason }, malformed: [{ digest, reason: 'x' }, { reason }], reply: done, badReply: {} },
  'journal.adopt': {
    request: { typed: 'ADOPT', reason },
    malformed: [{ reason }, { typed: 'adopt', reason }, { typed: 'ADOPT', reason: 'x' }],
    reply: done,
    badReply: {},
  },
  'ea.find': {
    request: {},
    malformed: [null, { folder: 'C:\\' }],
    reply: { terminals: [{ id: 't1', folder: 'C:\\data', origin: 'C:\\MT5', ea: 'absent', version: null }] },
    badReply: { terminals: [{ id: 't1' }] },
  },
  'ea.install': {
    request: { id: 't1' },
    malformed: [{}, { id: 't1', folder: 'C:\\' }],
    reply: { path: 'p', backup: null },
    badReply: {},
  },
  'bridge.copy-token': { request: {}, malformed: [null, { token: 'x' }], reply: {}, badReply: null },
  'door.view': {
    request: {},
    malformed: [null, { way: 'webhook' }],
    reply: { http: 'http://127.0.0.1:8000', trustedProxies: ['127.0.0.1'] },
    badReply: { http: 'http://127.0.0.1:8000' },
  },
  'door.trust': {
    request: { proxy: '127.0.0.1' },
    malformed: [{}, { proxy: '' }],
    reply: { problem: null },
    badReply: {},
  },
  'text.copy': { request: { text: 'a' }, malformed: [{}, { text: '' }], reply: {}, badReply: null },
  'log.tail': {
    request: { level: 'warn', text: '', limit: 200 },
    malformed: [
      { level: 'all', text: '', limit: 1 },
      { level: 'info', text: 'x'.repeat(101), limit: 1 },
      { level: 'info', text: '', limit: 501 },
    ],
    reply: { lines: [{ at: 1, level: 'warn', message: 'm', fields: '' }], folder: 'logs', problem: null },
    badReply: { lines: [{}], folder: 'logs', problem: null },
  },
  'log.show-folder': { request: {}, malformed: [null, { folder: '/' }], reply: {}, badReply: null },
  'channels.view': {
    request: {},
    malformed: [null, { id: 'phone' }],
    reply: { file: 'channels.json', form: channelForm, kept: ['phone/token'], states: [], deadMan: null },
    badReply: { form: channelForm },
  },
  'channels.test': {
    request: { id: null },
    malformed: [{}, { id: '' }],
    reply: { tests: [{ id: 'phone', kind: 'telegram', ok: false, detail: 'refused', ms: 3 }] },
    badReply: { tests: [{ id: 'phone' }] },
  },
  'channels.save': {
    request: channelForm,
    malformed: [{}, { ...channelForm, perHour: 'many' }, { ...channelForm, template: 'x' }],
    reply: { file: 'channels.json', form: channelForm, kept: [], states: [], deadMan: { lastPingAt: null, problem: null } },
    badReply: null,
  },
  'config.view': {
    request: {},
    malformed: [null, { key: 'x' }],
    reply: {
      version: VERSION,
      problem: null,
      canUndo: false,
      keys: [{ path: 'approvals.ttlMs', meaning: 'x', stated: true, kept: 1, inForce: 2, effective: 'restart' }],
    },
    badReply: { version: VERSION },
  },
  'config.validate': {
    request: { config: { approvals: { mode: 'auto' } } },
    malformed: [{}, { config: [] }, { config: null }],
    reply: { valid: false, problems: [{ path: 'approvals.mode', message: 'is not allowed' }] },
    badReply: { valid: 'yes' },
  },
  'config.preview': {
    request: { change: { approvals: { ttlMs: null } } },
    malformed: [{}, { change: 'x' }],
    reply: {
      version: VERSION,
      problems: [],
      changes: [changedKey],
      refused: [{ path: 'rulebook', code: 'not_flat', detail: 'x' }],
    },
    badReply: { version: VERSION, problems: [], changes: [{ path: 'x' }], refused: [] },
  },
  'config.apply': {
    request: { change: {}, version: VERSION, reason: 'a test' },
    malformed: [{ change: {} }, { change: {}, version: 'x', reason: 'a test' }, { change: {}, version: VERSION, reason: '' }],
    reply: { seq: 7, version: VERSION, changes: [changedKey], needsRestart: true, problem: null },
    badReply: { seq: 7 },
  },
  'config.undo': {
    request: { version: VERSION, reason: 'a test' },
    malformed: [{}, { version: VERSION }, { version: VERSION, reason: 'a test', change: {} }],
    reply: { seq: 7, version: VERSION, changes: [], needsRestart: false, problem: 'the disk is full' },
    badReply: {},
  },
  'symbol.confirm': {
    request: { symbol: 'EURUSD', broker: 'EURUSD.r' },
    malformed: [{ symbol: 'EURUSD' }, { symbol: 'EURUSD', broker: '' }],
    reply: {},
    badReply: null,
  },
  'source.list': {
    request: {},
    malformed: [null, { id: 'x' }],
    reply: { sources: [sampleSource] },
    badReply: { sources: [{ ...sampleSource, source: { ...sampleSource.source, secret: 'x' } }] },
  },
  'source.add': {
    request: { source: sampleSource.source, reason: null },
    malformed: [{}, { source: { ...sampleSource.source, id: 'No Such' } }, { source: { ...sampleSource.source, secret: 'x' } }],
    reply: { seq: 7, problem: null },
    badReply: { seq: 7 },
  },
  'source.change': {
    request: { id: 'alerts', change: { enabled: false, size: { maxLots: 1 } }, reason: 'a test' },
    malformed: [{ id: 'alerts' }, { id: 'alerts', change: { kind: 'ea' } }, { id: 'alerts', change: { size: { maxLots: 0 } } }],
    reply: { seq: 7, problem: null },
    badReply: { seq: 7 },
  },
  'source.remove': {
    request: { id: 'alerts', reason: null },
    malformed: [{}, { id: '' }, { id: 'A b' }],
    reply: { seq: 7, problem: null },
    badReply: { seq: 7 },
  },
  'source.rotate': {
    request: { id: 'alerts', overlapMinutes: 60 },
    malformed: [{}, { id: 'alerts', overlapMinutes: -1 }, { id: 'alerts', overlapMinutes: 10_081 }],
    reply: { seq: 7, previousUntil: null },
    badReply: { seq: 7 },
  },
  'source.secret': { request: { id: 'alerts' }, malformed: [{}, { id: '' }], reply: { secret: 's', path: '/p' }, badReply: {} },
  'source.test': {
    request: { id: 'alerts', address: null, body: null },
    malformed: [{}, { id: 'alerts', body: '' }, { id: 'alerts', address: '' }],
    reply: {
      test: {
        at: 1,
        address: 'http://127.0.0.1:8000/webhook/source/alerts/<token>',
        connected: true,
        proxy: null,
        steps: [SAMPLE_STEP],
      },
      body: '{}',
    },
    badReply: { body: '{}' },
  },
  'delivery.judge': {
    request: { id: 1, body: null },
    malformed: [{}, { id: 0 }, { id: 1, body: '' }],
    reply: { at: 1, trial: { read: { ok: true, text: 'open', mend: null, ms: 1 }, judged: null } },
    badReply: { at: 1 },
  },
  'delivery.list': {
    request: { source: null, fate: 'refused', text: 'sl', from: null, to: 5, before: null, limit: 50 },
    malformed: [{ fate: 'lost' }, { source: 'No Such' }, { limit: 0 }, { text: 'x'.repeat(101) }, { before: 0 }],
    reply: { deliveries: [sampleDelivery], total: 1, before: null, problem: null },
    badReply: { deliveries: [{ ...sampleDelivery, id: 0 }], total: 1, before: null, problem: null },
  },
  'rulebook.choose': {
    request: { rulebook: defaultConfig().rulebook, reason: 'another phase' },
    malformed: [
      { rulebook: { preset: 'none' }, reason: 'no such' },
      { rulebook: defaultConfig().rulebook, reason: '' },
    ],
    reply: { seq: 7, problem: null },
    badReply: { seq: 7 },
  },
  'account.choose': {
    request: { typed: 'CHOOSE', login: '777', server: 'Demo', reason: 'the next phase' },
    malformed: [
      { typed: 'choose', login: '777', server: 'Demo', reason: 'the next phase' },
      { typed: 'CHOOSE', login: '', server: 'Demo', reason: 'the next phase' },
      { typed: 'CHOOSE', login: '777', server: 'Demo', reason: '' },
    ],
    reply: { seq: 7, problem: null },
    badReply: { seq: 7 },
  },
  'certificate.get': {
    request: { id: 'stop-1' },
    malformed: [{}],
    reply: { certificate, signature: 'sig', mode: 'paper' },
    badReply: { certificate },
  },
  'certificate.save': {
    request: { id: 'stop-1' },
    malformed: [{ id: '' }, {}, null],
    reply: { file: '/data/exports/stop-1.json', problem: null },
    badReply: { file: null, problem: null },
  },
  'token.issue': {
    request: { name: 'dash', role: 'read', days: 30 },
    malformed: [
      { name: 'D', role: 'read', days: 30 },
      { name: 'http', role: 'read', days: 30 },
      { name: 'dash', role: 'root', days: 30 },
      { name: 'dash', role: 'read', days: 0 },
    ],
    reply: { seq: 7, id: 'token-1', token: 'mk_x', name: 'dash', role: 'read', expiresAt: 1 },
    badReply: { seq: 7 },
  },
  'token.revoke': { request: { id: 'token-1' }, malformed: [{}, { id: '' }], reply: done, badReply: {} },
  'system.shutdown': {
    request: { typed: 'SHUTDOWN', reason },
    malformed: [{ typed: 'shutdown', reason }, { typed: 'SHUTDOWN', reason: '' }, {}],
    reply: { seq: 7, open: { positions: 1, orders: 0, approvals: 0, known: true } },
    badReply: { seq: 7 },
  },
  'host.about': {
    request: {},
    malformed: [{ all: true }, null],
    reply: { version: '1.0.0', lines: [{ name: 'Node', value: '24' }], notices: true },
    badReply: { version: '1.0.0', lines: [{ name: 'Node' }], notices: true },
  },
  'host.notices': { request: {}, malformed: [{ of: 'react' }, null], reply: { text: 'MIT' }, badReply: {} },
  'host.diagnose': {
    request: {},
    malformed: [{ only: 'disk' }, null],
    reply: { at: 1, checks: [{ id: 'clock', title: 'Clock', state: 'unknown', found: 'nothing', remedy: null }] },
    badReply: { at: 1, checks: [{ id: 'clock', title: 'Clock', state: 'fine', found: 'nothing', remedy: null }] },
  },
  'host.bundle': {
    request: {},
    malformed: [{ file: '/tmp/x' }, null],
    reply: { file: '/data/support/support-1.zip', problem: null },
    badReply: { file: 1, problem: null },
  },
  'updates.view': {
    request: {},
    malformed: [{ feed: 'https://x' }, null],
    reply: updates,
    badReply: { ...updates, state: 'off' },
  },
  'updates.look': { request: {}, malformed: [{ feed: 'https://x' }, null], reply: updates, badReply: {} },
  'updates.download': { request: { version: '0.13.0' }, malformed: [{}, { version: '' }], reply: updates, badReply: {} },
  'updates.cancel': { request: {}, malformed: [{ all: true }, null], reply: updates, badReply: {} },
  'updates.install': {
    request: { typed: 'UPDATE', version: '0.13.0' },
    malformed: [{ typed: 'update', version: '0.13.0' }, { typed: 'UPDATE' }],
    reply: done,
    badReply: {},
  },
  'start.view': {
    request: {},
    malformed: [{ of: 'now' }, null],
    reply: startsWith,
    badReply: { ...startsWith, fixed: ['seed'] },
  },
  'start.choose': {
    request: { choice: USUAL_START },
    malformed: [{}, { choice: { ...USUAL_START, terminal: 'mt4' } }, { choice: { ...USUAL_START, market: ' ' } }],
    reply: startsWith,
    badReply: {},
  },
  'start.restart': {
    request: { typed: 'RESTART' },
    malformed: [{ typed: 'restart' }, {}],
    reply: done,
    badReply: {},
  },
  'past.span': {
    request: {},
    malformed: [{ of: 'today' }, null],
    reply: { first: { seq: 1, at: 5 }, last: null, marks: [{ seq: 4, at: 9, kind: 'trade', text: 'EURUSD closed, 4.00' }] },
    badReply: { first: null, last: null, marks: [{ seq: 4, at: 9, kind: 'party', text: '' }] },
  },
  'past.look': {
    request: { seq: 7 },
    malformed: [{}, { seq: 0 }, { seq: 7, at: 9 }, { at: 1.5 }, null],
    reply: { seq: 7, at: 9, reached: 7, state: {}, live: sampleLive },
    badReply: { seq: 7, at: 9, reached: -1, state: {}, live: null },
  },
  'rerun.start': {
    request: { change: { limits: { maxSpreadOfStop: 0.1 } }, from: 5, to: null },
    malformed: [{ change: {} }, { change: [], from: null, to: null }, { change: {}, from: 'today', to: null }, null],
    reply: rerun,
    badReply: { ...rerun, state: 'asleep' },
  },
  'rerun.view': { request: {}, malformed: [{ all: true }, null], reply: rerun, badReply: {} },
  ...REPLAY_SAMPLES,
  'verify.start': { request: {}, malformed: [{ key: 'k' }, null], reply: verified, badReply: { ...verified, at: 'now' } },
  'verify.view': { request: {}, malformed: [{ all: true }, null], reply: verified, badReply: { ...verified, verdict: 'good' } },
  'verify.cancel': { request: {}, malformed: [{ all: true }, null], reply: verified, badReply: {} },
  'rerun.cancel': { request: {}, malformed: [{ all: true }, null], reply: rerun, badReply: {} },
  'past.leave': { request: {}, malformed: [{ seq: 7 }, null], reply: {}, badReply: null },
};
