import type { CockpitService, Holder } from '#ports';
import { sha256Hex } from '#shared/lib';
import { tokenCheck } from './token-check.ts';

/** Whom a token stands for; null: nobody. */
export type WhoIs = (token: string) => Holder | null;

/**
 * The operator's own token is an administrator's and never expires; every other is looked up by its hash, which tells nothing
 * of the token by the time it takes. `ownActor`: what the holder of the operator's token is called.
 */
export function whoIs(operatorToken: string, service: Pick<CockpitService, 'holder'>, ownActor = 'operator:http'): WhoIs {
  const isOperator = tokenCheck(operatorToken);
  return (token) => (isOperator(token) ? { actor: ownActor, role: 'admin', isExpired: false } : service.holder(sha256Hex(token)));
}
