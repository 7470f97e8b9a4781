/** A look at this PC: what a cockpit needs of it, what this copy is, and one file of both for the person who helps. */
export { aboutLines, noticesBeside } from './about.ts';
export { diagnose, type DiagnosisAsk } from './diagnose.ts';
export { withoutSecrets, writeBundle } from './support-bundle.ts';
export { portCheck } from './ports.ts';
export { diagnosisText } from './text.ts';
