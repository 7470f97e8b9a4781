/** Every number of the detector. Distances are multiples of an ATR, of the spread, or pips; durations are whole minutes. */
export type DetectorSettings = {
  /** M5 bars that must be lower (for a high) before and after the pivot, strictly. */
  readonly swingLeft: number;
  readonly swingRight: number;
  /** Bars of Wilder's average true range, on M1 and on M5. */
  readonly atrPeriod: number;
  /** A break of structure closes further beyond its level than the larger of these two. */
  readonly breakAtr: number;
  readonly breakSpreads: number;
  /** Life of a broken level on M1, counted from the M5 close that broke it. */
  readonly armedMinutes: number;
  /** Time from the M1 break to the retest. */
  readonly retestMinutes: number;
  /** The retest's tolerance around the level is the larger of these two and of the spread. */
  readonly retestAtr: number;
  readonly retestPips: number;
  /** How far an M1 bar has to close beyond the break candle's extreme. */
  readonly triggerPips: number;
  /** A spread wider than this many M5 ATRs ends a retest: its distances have lost their meaning. */
  readonly spreadMaxAtr: number;
  /** Room of a stop behind a level, in ATRs of the timeframe that is traded. */
  readonly stopAtr: number;
  readonly rewardRiskBos: number;
  readonly rewardRiskRetest: number;
};

/** The product's preset. */
export const DETECTOR_SETTINGS: DetectorSettings = {
  swingLeft: 3,
  swingRight: 3,
  atrPeriod: 14,
  breakAtr: 0.1,
  breakSpreads: 1,
  armedMinutes: 60,
  retestMinutes: 30,
  retestAtr: 0.25,
  retestPips: 0.8,
  triggerPips: 0.6,
  spreadMaxAtr: 1,
  stopAtr: 0.5,
  rewardRiskBos: 2.5,
  rewardRiskRetest: 2,
};
