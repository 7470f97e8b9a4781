import { StartFault, wholeNumber } from '../../host/index.ts';
import { ODDS, type OddsTerms } from './odds.ts';

/** How replay and sweep draw other paths of what they saw. */
export const ODDS_OPTIONS = {
  paths: { type: 'string' },
  seed: { type: 'string' },
  horizon: { type: 'string' },
  slip: { type: 'string' },
} as const;

export const ODDS_HELP = `  --paths N            other paths that are drawn of the days and trades (default ${ODDS.paths}; 0: none)
  --seed N             what they are drawn with (default ${ODDS.seed}); the same seed gives the same paths
  --horizon DAYS       days of the firm that such a path lasts at most (default ${ODDS.horizon})
  --slip POINTS        by how many points each fill is worse at most, in the paths that ask that (default ${ODDS.slipPoints})`;

const PATHS_MAX = 100_000;

/** The terms as asked for; what is not named is as usual. */
export function oddsTermsOf(values: { readonly [K in keyof typeof ODDS_OPTIONS]?: string | undefined }): OddsTerms {
  const paths = wholeNumber('paths', values.paths, 0) ?? ODDS.paths;
  if (paths > PATHS_MAX) throw new StartFault([`--paths: at most ${PATHS_MAX}, the interval is narrow long before`]);
  return {
    paths,
    seed: wholeNumber('seed', values.seed, 0) ?? ODDS.seed,
    horizon: wholeNumber('horizon', values.horizon, 1) ?? ODDS.horizon,
    slipPoints: wholeNumber('slip', values.slip, 0) ?? ODDS.slipPoints,
  };
}
