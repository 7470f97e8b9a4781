import type { KeptRun, PriceQuality, ReplayTradeRow, Reply, Request } from '#shared/ipc';

const run: KeptRun = {
  ...{ id: 'run-1', kind: 'replay', name: 'June', at: 5, version: '0.13.0', files: ['EURUSD_M1.csv'], symbol: 'EURUSD' },
  ...{ from: 1, to: 9, digests: { config: 'c'.repeat(64), prices: 'p'.repeat(64) }, rulebook: 'FTMO', currency: 'USD' },
  ...{ trades: 3, net: -20.5, breach: 'daily', runs: null },
};
const quality: PriceQuality = {
  ...{ symbol: 'EURUSD', kind: 'bars', size: 'M1', form: 'cells parted by commas', rows: 1_500, from: 1, to: 9 },
  ...{ low: 1.09, high: 1.11, decimals: 5, spread: null, gaps: 1, missingMinutes: 3, holes: 0, outside: 0, skipped: 0 },
  ...{
    longest: [{ from: 1, to: 4, tradingMs: 3 }],
    spikes: [{ at: 2, price: 9, times: 40 }],
    spikeCount: 1,
    hasSpec: true,
    hints: ['three'],
  },
};
const view: Reply<'replay.view'> = {
  folder: '/data/replays',
  files: [
    { name: 'EURUSD_M1.csv', bytes: 9, at: 1, look: { rows: { decimals: 'point', stamps: 'end' }, quality, problem: null } },
  ],
  runs: [run],
  job: {
    ...{ id: 'run-2', kind: 'sweep', name: 'risk', state: 'running', step: 'Playing runs', done: 1, total: 4 },
    ...{ elapsedMs: 5, leftMs: 15, faults: [], runId: null },
  },
};
const ask: Request<'replay.start'> = {
  ...{
    kindOfJob: 'replay',
    name: 'June',
    files: ['EURUSD_M1.csv'],
    kind: null,
    rows: { spread: '6' },
    change: {},
    rearm: 'daily',
  },
  ...{ rates: [], spec: null, approve: { what: 'score', score: 0.7, afterS: 30 }, intrabar: 'pessimistic', calendar: null },
};
const row: ReplayTradeRow = {
  ...{ place: 0, symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', openedAt: 2, closedAt: 4, volume: 0.5 },
  ...{ entry: 1.1, exit: 1.09, reason: 'sl', pnl: -20.5, r: -1, score: 0.71 },
};
const refused = {
  ...{ at: 3, symbol: 'EURUSD', side: 'SELL', pattern: 'M5_BOS', state: 'rejected', code: 'spread', text: 'too wide' },
  shadow: { r: 2, end: 'target' },
};
const figures: Reply<'replay.report'>['figures'] = {
  ...{ net: -20.5, trades: 3, wins: 1, losses: 2, winRate: 0.33, winRateInterval: { low: 0.1, high: 0.7 }, profitFactor: 0.5 },
  ...{ meanR: -0.1, expectancy: -7, fall: 30, fallAt: 5, sqn: null, sharpe: null, sortino: null, calmar: null },
  ...{ days: 1, costs: -2, exposure: 0.1, longestLosing: 2 },
};
const breach = { rule: 'daily', floor: 95_000, room: -3, at: 5 };
const report: Reply<'replay.report'> = {
  ...{ run, figures, verdict: { lines: ['BREACHED'], breach, nearest: [breach] }, balance: { start: 100_000, end: 99_979.5 } },
  equity: [{ at: 1, equity: 100_000, daily: null, total: 90_000 }],
  groups: { strategy: [{ key: 'BOS', trades: 3, winRate: 0.33, meanR: null, net: -20.5 }], session: [], weekday: [], exit: [] },
  refused: [{ code: 'spread', count: 1, followed: 1, meanR: 2, sumR: 2 }],
  ...{ assumptions: ['one'], data: ['two'], counts: { trades: 3, refused: 1 }, rowsPerPage: 500 },
};
const trade: Reply<'replay.trade'> = {
  ...{ row, ticket: '1', signalId: 's-1', stopLoss: 1.09, takeProfit: null, riskMoney: 20 },
  ...{ costs: { gross: -18, commission: -2, swap: 0, spread: -0.5, slippage: 0 }, excursion: { maeR: 1, mfeR: 0.2 } },
  why: [{ stage: 'u1', verdict: 'accepted', rules: [{ ok: true, text: 'Score 0.71' }] }],
  ...{ bars: [{ time: 1, open: 1, high: 2, low: 1, close: 2, volume: 5, spreadPoints: 6, minutes: 1 }], everyMs: 60_000 },
};
const sweep: Reply<'replay.sweep'> = {
  ...{ run: { ...run, kind: 'sweep', runs: 1 }, paths: ['cells.u1.minScore'], words: ['1 run'] },
  rows: [
    {
      ...{ values: [0.6], net: 1, trades: 2, winRate: null, profitFactor: null, meanR: null, fall: 3, sharpe: null },
      ...{ nearest: 40, breach: null, pBreach: 0.2, pPass: null, reached: false },
    },
  ],
};
const comparison: Reply<'replay.compare'> = {
  ...{ caveats: ['other prices'], settings: [{ path: 'a.b', a: '1', b: '2' }], figures: [{ name: 'net', a: 1, b: null }] },
  ...{ verdicts: { a: 'survived', b: 'crossed' }, trades: ['Trades: 1 the same'] },
};
const id = { request: { id: 'run-1' }, malformed: [{ id: '../run' }, {}, null] };
const page = { request: { id: 'run-1', page: 0 }, malformed: [{ id: 'run-1', page: -1 }, { id: 'run-1' }] };
const part = { name: 'EURUSD_M1.csv', size: 9, offset: 0, data: 'dGltZSxvcGVu' };

/** A sample of every command about replays: what is taken, what is not, and what is answered. */
export const REPLAY_SAMPLES = {
  'replay.view': { request: {}, malformed: [{ all: true }, null], reply: view, badReply: { ...view, job: undefined } },
  'replay.upload': {
    request: part,
    malformed: [
      ...['../EURUSD.csv', 'a/b.csv', 'a\\b.csv', 'con.csv', 'x.', '.hidden', 'a..b', 'x.csv.part', ''].map((name) => ({
        ...part,
        name,
      })),
      { ...part, size: 0 },
      { ...part, size: 512 * 1024 * 1024 + 1 },
      { ...part, data: 'not base64!' },
      { ...part, data: 'AAAA'.repeat(12_001) },
    ],
    reply: { received: 9 },
    badReply: { received: 1.5 },
  },
  'replay.remove': {
    request: { what: 'file' as const, name: 'EURUSD_M1.csv' },
    malformed: [{ what: 'run', id: '..' }, { what: 'all' }, null],
    reply: view,
    badReply: {},
  },
  'replay.start': {
    request: ask,
    malformed: [
      { ...ask, files: [] },
      { ...ask, files: ['../a.csv'] },
      { ...ask, kindOfJob: 'sweep', params: [] },
      { ...ask, rows: { path: '/etc' } },
      { ...ask, approve: { what: 'score', score: 7, afterS: 0 } },
      null,
    ],
    reply: view,
    badReply: {},
  },
  'replay.cancel': { request: {}, malformed: [{ all: true }, null], reply: view, badReply: {} },
  'replay.report': { ...id, reply: report, badReply: {} },
  'replay.trades': { ...page, reply: [row], badReply: [{}] },
  'replay.refused': { ...page, reply: [refused], badReply: [{}] },
  'replay.trade': {
    request: { id: 'run-1', place: 0 },
    malformed: [{ id: 'run-1', place: 0.5 }, { id: 'run-1' }, null],
    reply: trade,
    badReply: {},
  },
  'replay.sweep': { ...id, reply: sweep, badReply: {} },
  'replay.compare': {
    request: { a: 'run-1', b: 'run-2' },
    malformed: [{ a: 'run-1' }, { a: '/', b: 'run-2' }, null],
    reply: comparison,
    badReply: {},
  },
  'replay.export': {
    request: { id: 'run-1', format: 'html' as const },
    malformed: [{ id: 'run-1', format: 'pdf' }, { format: 'csv' }, null],
    reply: { file: '/data/exports/a.html', problem: null },
    badReply: { file: 5 },
  },
};
