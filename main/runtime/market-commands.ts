import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { Runtime } from './runtime.ts';
import { chartView } from './views/index.ts';

/** Looks at the market. Nothing is decided or recorded. */
export const marketHandlers = (runtime: Runtime) => ({
  'market.chart': async ({ symbol, ...ask }: Request<'market.chart'>): Promise<Result<Reply<'market.chart'>, Refusal>> => {
    const { terminal } = runtime.options;
    return terminal.spec(symbol) === null
      ? err({ kind: 'refused', code: 'unknown_symbol', detail: `The terminal does not have ${symbol}` })
      : ok(chartView(runtime.loop.engine.market, symbol, terminal.source, ask));
  },
});
