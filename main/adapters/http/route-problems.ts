import type { ProblemCode, Role } from '#shared/domain';
import { problem } from './problem.ts';
import { statusOf } from './problem-status.ts';
import type { Route } from './route.ts';
import { forSource } from './webhook-refusal.ts';

const OF_ANY: readonly ProblemCode[] = ['malformed', 'method_not_allowed', 'internal'];
const OF_OPERATOR: readonly ProblemCode[] = ['bad_token', 'token_expired', 'bad_host', 'bad_origin', 'forbidden_role'];
const OF_ACT: readonly ProblemCode[] = ['too_large', 'not_ready', 'journal_unavailable', 'lane_full', 'engine_fault'];

/** Whether a route is the operator's: with a token in the Authorization header. */
export const isOperators = (row: Pick<Route, 'who'>): boolean => roleOf(row) !== null;

/** The role that a route of the operator's needs; null: it is none. */
export const roleOf = ({ who }: Pick<Route, 'who'>): Role | null =>
  who === 'read' || who === 'operate' || who === 'admin' ? who : null;

/** Every code that a route may answer with, by status: its own, and those of all routes of its kind. */
export function problemsOf(route: Route): ReadonlyMap<number, readonly ProblemCode[]> {
  const codes = [
    ...OF_ANY,
    ...(isOperators(route) ? OF_OPERATOR : []),
    ...(route.method === 'GET' ? [] : OF_ACT),
    ...route.errors,
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    for (const status of statusesOf(code, route)) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

/** An engine that failed is no refusal; at TradingView's address nothing is sent again. */
function statusesOf(code: ProblemCode, { source }: Route): readonly number[] {
  const statuses = code === 'engine_fault' ? [409, 500] : [statusOf(code)];
  const told = statuses.map((status) => forSource(problem(status, code, ''), source === 'tradingview').status);
  return [...new Set(told)];
}
