import { expect, test } from 'vitest';
import { defaultConfig, parseConfig } from '#shared/config';

const UNMANAGED = {
  breakEvenAtR: null,
  breakEvenOffsetR: 0,
  trailing: 'off',
  trailingStartR: 1,
  trailingDistance: 1,
  trailingStepR: 0.1,
  partials: [],
  maxMinutes: null,
  sessionEndMinutes: null,
  fridayFlatMinutes: null,
  newsExitMinutes: null,
  maxAdverseR: null,
  weakeningPercent: 0,
};
/** The configuration as it is documented. Adding a key changes this test; renaming one breaks a promise. */
const DOCUMENTED = {
  approvals: { mode: 'confirm', ttlMs: 30_000 },
  intake: { rateLimitPerMinute: 60, maxAgeMs: 300_000, ipAllowList: [], trustedProxies: [] },
  strategies: {
    m5_bos: {
      enabled: true,
      sessions: ['london', 'new_york'],
      maxRiskPercent: 1,
      riskPercent: 0.55,
      maxDailyRiskPercent: 5,
      maxConcurrent: 2,
      minWinRate: 0.7,
      targetRr: 2.5,
      management: UNMANAGED,
    },
    m1_retest: {
      enabled: true,
      sessions: ['london'],
      maxRiskPercent: 0.5,
      riskPercent: 0.5,
      maxDailyRiskPercent: 3,
      maxConcurrent: 1,
      minWinRate: 0.75,
      targetRr: 2,
      management: UNMANAGED,
    },
    by_hand: {
      enabled: true,
      sessions: ['any'],
      maxRiskPercent: 1,
      riskPercent: 0.5,
      maxDailyRiskPercent: 3,
      maxConcurrent: 3,
      minWinRate: 0,
      targetRr: 2,
      management: UNMANAGED,
    },
  },
  cells: {
    u1: { minScore: 0.75, unseenStructure: 'flag' },
    u2: { minProbability: 0.65, minConfidence: 0.7 },
    u3: {
      minRr: 1,
      maxOpenPositions: 3,
      onePositionPerSymbol: true,
      opposite: 'refuse',
      kellyShare: 0.5,
      maxGroupRisk: 2,
      maxEffectiveRisk: 2,
    },
  },
  rulebook: { preset: 'ftmo-2-step', custom: null, stricter: false, initialBalance: 100_000, softStopPct: 60, hardStopPct: 80 },
  paper: {
    balance: 100_000,
    currency: 'USD',
    leverage: 100,
    symbols: ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'],
    alwaysOpen: true,
    seed: 1,
    slippagePoints: 2,
    commissionPerLot: 7,
    faults: [],
  },
  mt5: {
    login: null,
    allowLive: false,
    watch: ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'],
    symbols: {},
    pips: {},
    dataFolders: [],
    commissionPerLot: 7,
    slippagePoints: 5,
    maxLots: 1,
    maxPositions: 10,
  },
  detector: { enabled: true },
  limits: {
    maxSpreadOfStop: 0.2,
    maxQuoteAgeMs: 5_000,
    maxClockSkewMs: 2_000,
    collarPct: 2,
    collarAtr: 12,
    maxSpreadOfMedian: 5,
    maxLotsPerOrder: 50,
    maxLotsPerSymbol: 100,
    maxLotsPerDay: 500,
    maxLeverage: 50,
    maxLeveragePerDay: 500,
    maxEntriesPerMinute: 10,
    maxRequestsPerDay: 1_800,
    repeatedEntries: 5,
    repeatedWithinMs: 60_000,
    pendingMinutes: 240,
    pendingsKeptAt: [],
  },
  recovery: {
    policies: {
      mt5_connection: [
        { action: 'retry', attempts: 5, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
        { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000, jitter: 0.2 },
        { action: 'notification', attempts: 1, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
      ],
      signal_processing: [
        { action: 'retry', attempts: 3, baseMs: 250, maxMs: 4_000, jitter: 0.2 },
        { action: 'fallback', attempts: 1, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
      ],
      trade_execution: [
        { action: 'probe', attempts: 5, baseMs: 500, maxMs: 5_000, jitter: 0.2 },
        { action: 'probe', attempts: 5, baseMs: 5_000, maxMs: 15_000, jitter: 0.2 },
        { action: 'emergency_stop', attempts: 1, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
      ],
      agent_communication: [
        { action: 'circuit_break', attempts: 1, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
        { action: 'fallback', attempts: 1, baseMs: 500, maxMs: 8_000, jitter: 0.2 },
        { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000, jitter: 0.2 },
      ],
    },
    withoutStopMs: 10_000,
    watchEveryMs: 30_000,
    budgetPerMinute: 60,
    restartsPerTenMinutes: 3,
    escalation: { highFaults: 3, withinMs: 300_000 },
  },
  model: { deadlineMs: 100 },
  calendar: {
    timeZone: null,
    newsMinutes: 2,
    refreshMs: 300_000,
    maxAgeHours: 48,
    whenStale: 'allow',
    rolloverMinutes: 5,
    fridayCloseMinutes: 60,
    sundayOpenMinutes: 15,
    weekendFlatMinutes: 15,
    holidays: ['01-01', '12-25'],
  },
  http: { certificateFile: null, keyFile: null },
  updates: { feed: null, channel: 'stable' },
};

const problems = (input: unknown): Record<string, string> => {
  const parsed = parseConfig(input);
  return parsed.ok ? {} : Object.fromEntries(parsed.error.map(({ path, message }) => [path, message]));
};

test('the defaults are the documented ones, and a written-out file means the same', () => {
  expect(defaultConfig()).toEqual(DOCUMENTED);
  expect(parseConfig({})).toEqual({ ok: true, value: DOCUMENTED });
  expect(parseConfig(DOCUMENTED)).toEqual({ ok: true, value: DOCUMENTED });
});

test('one key changes one value and leaves its neighbours at their defaults', () => {
  const parsed = parseConfig({ strategies: { m5_bos: { sessions: ['any'] } }, cells: { u3: { minRr: 1.5 } } });
  expect(parsed).toEqual({
    ok: true,
    value: {
      ...DOCUMENTED,
      strategies: { ...DOCUMENTED.strategies, m5_bos: { ...DOCUMENTED.strategies.m5_bos, sessions: ['any'] } },
      cells: { ...DOCUMENTED.cells, u3: { ...DOCUMENTED.cells.u3, minRr: 1.5 } },
    },
  });
});

test.each([
  [{ intake: { rateLimitPerMinut: 5 } }, 'intake.rateLimitPerMinut', 'unknown key; did you mean "rateLimitPerMinute"?'],
  [{ aprovals: {} }, 'aprovals', 'unknown key; did you mean "approvals"?'],
  [
    { strategies: { m5_bos: { MaxRiskPercent: 1 } } },
    'strategies.m5_bos.MaxRiskPercent',
    'unknown key; did you mean "maxRiskPercent"?',
  ],
  [{ cells: { u1: { zzzzzzzz: 1 } } }, 'cells.u1.zzzzzzzz', 'unknown key; known keys: minScore, unseenStructure'],
])('an unknown key names the nearest known one', (input, path, message) => {
  expect(problems(input)).toEqual({ [path]: message });
});

test('the soft stop is below the hard stop: not above it, not at it', () => {
  const at = (softStopPct: number): unknown => problems({ rulebook: { softStopPct, hardStopPct: 80 } })['rulebook.softStopPct'];
  expect([at(79), at(80), at(81)]).toEqual([
    undefined,
    expect.stringMatching(/must be below hardStopPct/),
    expect.stringMatching(/must be below hardStopPct/),
  ]);
});

test('a wrong value says where, what stands there, and what is allowed; all of them at once', () => {
  const found = problems({
    approvals: { mode: 'always', ttlMs: 0 },
    strategies: { m5_bos: { riskPercent: 2 } },
    rulebook: { softStopPct: 90 },
    limits: { maxSpreadOfStop: 'wide' },
  });
  expect(Object.keys(found).sort()).toEqual([
    'approvals.mode',
    'approvals.ttlMs',
    'limits.maxSpreadOfStop',
    'rulebook.softStopPct',
    'strategies.m5_bos.riskPercent',
  ]);
  expect(found['approvals.mode']).toMatch(/^"always" is not allowed: .*confirm.*veto.*auto/);
  expect(found['approvals.ttlMs']).toMatch(/^0 is not allowed: .*1000/);
  expect(found['strategies.m5_bos.riskPercent']).toMatch(/^2 is not allowed: must not be above maxRiskPercent/);
  expect(problems('nonsense')).toEqual({ '(root)': expect.stringMatching(/^"nonsense" is not allowed/) });
});

test('new versions are read over https, or from this computer', () => {
  const problemsOf = (feed: unknown) => {
    const parsed = parseConfig({ updates: { feed } });
    return parsed.ok ? [] : parsed.error.map((problem) => JSON.stringify(problem));
  };
  for (const good of ['https://updates.example/cockpit', 'http://127.0.0.1:8/x', 'http://[::1]/', 'http://localhost:8/', null])
    expect(problemsOf(good), String(good)).toEqual([]);
  for (const bad of [
    'http://updates.example',
    'http://127.0.0.1.example/',
    'http://localhost@updates.example/',
    'ftp://127.0.0.1/',
    'file:///c:/',
    'x',
    '',
  ])
    expect(problemsOf(bad), bad).toEqual([expect.stringMatching(/updates\.feed.*is not an https:\/\/ address/)]);
});
