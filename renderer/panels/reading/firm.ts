import type { Config } from '../../../shared/config/index.ts';

export type Firm = { readonly rulebook: string; readonly zone: string; readonly city: string };
const FIRMS: Readonly<Record<Config['rulebook']['preset'], Firm>> = {
  'ftmo-2-step': { rulebook: 'FTMO 2-Step', zone: 'Europe/Prague', city: 'Prague' },
};

/** The firm whose rules apply, and the wall clock its day follows. */
export const firmOf = ({ rulebook }: Config): Firm => FIRMS[rulebook.preset];
