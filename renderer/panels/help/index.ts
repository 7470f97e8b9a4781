/** The manual in the window, the first steps, and where alarms and refusals are explained in it. */
export { doneText, FirstSteps } from './first-steps.tsx';
export { HelpLink, SettingLink } from './help-link.tsx';
export { HelpView } from './help-view.tsx';
export { keyOfRule, pageOfAlarm } from './manual-places.ts';
export { useFirstSteps, type FirstStep } from './use-first-steps.ts';
