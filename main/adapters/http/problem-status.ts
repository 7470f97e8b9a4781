import { REFUSALS, type DOOR, type ProblemCode } from '#shared/domain';

const OF_CLASS = { absent: 404, forbidden: 409, unavailable: 503 } as const;

/** The statuses of what the door itself says. A body that cannot be read, and one that is no signal, are told apart. */
const OF_DOOR: Readonly<Record<keyof typeof DOOR, number>> = {
  bad_host: 403,
  bad_origin: 403,
  bad_signature: 401,
  bad_token: 401,
  forbidden_role: 403,
  internal: 500,
  invalid_signal: 422,
  ip_not_allowed: 403,
  malformed: 400,
  method_not_allowed: 405,
  missing_signature: 401,
  overloaded: 503,
  rate_limited: 429,
  replayed_nonce: 401,
  request_timeout: 408,
  source_limit: 429,
  source_off: 403,
  source_strategy: 422,
  source_symbol: 422,
  source_unknown: 404,
  stale_timestamp: 401,
  token_expired: 401,
  too_large: 413,
  unknown_certificate: 404,
  upgrade_required: 426,
};

/** The status with which a code is answered. */
export const statusOf = (code: ProblemCode): number =>
  Object.hasOwn(OF_DOOR, code) ? OF_DOOR[code as keyof typeof DOOR] : OF_CLASS[REFUSALS[code as keyof typeof REFUSALS]];
