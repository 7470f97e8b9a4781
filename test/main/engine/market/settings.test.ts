import { expect, it } from 'vitest';
import { DETECTOR_SETTINGS } from '#engine/market/settings.ts';

it('the preset is the documented one', () => {
  expect(DETECTOR_SETTINGS).toEqual({
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
  });
});
