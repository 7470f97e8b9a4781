import { z } from 'zod';
import { managementRules, rulebookChoice } from '#shared/config';
import {
  accountName,
  apiToken,
  agentId,
  approvalMode,
  brokerTestStep,
  effectClass,
  epochMs,
  newsEvent,
  source,
  sourceId,
  strategyId,
  stopScope,
} from '#shared/domain';
import { configChanges } from './config-change.ts';
import { askedLevels, askedTerms, closedPart } from './by-hand.ts';

const id = z.string().min(1).max(128);
const words = z.string().max(500);
/** Acts that leave no other record, by their command or address. */
const NOTED_ACTS = [
  'system.shutdown',
  'channels.test',
  'channels.save',
  'config.apply',
  'config.undo',
  'ea.install',
  'bridge.copy-token',
  'symbol.confirm',
  'door.secret',
  'door.test',
  'door.trust',
  'source.secret',
  'source.test',
  'updates.install',
  'start.choose',
  'start.restart',
] as const;

/** What an operator (trader in the window, operator token over HTTP, tray, shortcut) may ask for. */
export const operatorAction = z.discriminatedUnion('act', [
  z.object({ act: z.literal('approve'), signalId: id, digest: z.string() }),
  z.object({ act: z.literal('reject'), signalId: id, digest: z.string(), reason: words.nullable() }),
  z.object({ act: z.literal('override'), signalId: id, digest: z.string(), reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('resume'), reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('lift-stop'), scope: stopScope, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('cancel-order'), order: id }),
  z.object({ act: z.literal('replace-order'), order: id, ...askedTerms.shape }),
  /** `by`: against this opposite position of the symbol, at no price; both lose the smaller one's lots. */
  z.object({
    act: z.literal('close-position'),
    ticket: id,
    foreign: z.boolean().optional(),
    part: closedPart.optional(),
    by: id.optional(),
  }),
  z.object({ act: z.literal('modify-position'), ticket: id, ...askedLevels.shape, reason: words.nullable() }),
  /** `rules` null: those of its strategy. */
  z.object({
    act: z.literal('manage-position'),
    ticket: id,
    rules: managementRules.nullable(),
    foreign: z.boolean().optional(),
    reason: z.string().min(3).max(500),
  }),
  z.object({ act: z.literal('set-approval-mode'), mode: approvalMode, reason: words.nullable() }),
  z.object({ act: z.literal('acknowledge-alarm'), alarmId: id }),
  z.object({ act: z.literal('shelve-alarm'), alarmId: id, untilMs: epochMs, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('isolate-breaker'), agent: agentId, effect: effectClass, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('reset-breaker'), agent: agentId, effect: effectClass, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('rearm'), block: id, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('decline-proposal'), strategyId, reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('note-news'), id, event: newsEvent }),
  z.object({ act: z.literal('drop-news'), id }),
  z.object({ act: z.literal('choose-rulebook'), rulebook: rulebookChoice, reason: z.string().min(3).max(500) }),
  /** `from`: the account that was traded until then; null: none had come yet. */
  z.object({
    act: z.literal('choose-account'),
    ...accountName.shape,
    from: accountName.nullable(),
    reason: z.string().min(3).max(500),
  }),
  /** One step of a test of the broker; `test` names the test and is used once. */
  z.object({ act: z.literal('test-broker'), test: id, step: brokerTestStep, symbol: z.string().min(1).max(32) }),
  /** The trader vouches for the PC's clock; `digest` names the doubt that was shown. */
  z.object({ act: z.literal('confirm-clock'), digest: z.string().optional(), reason: z.string().min(3).max(500) }),
  z.object({ act: z.literal('adopt-drift'), digest: z.string().optional(), reason: z.string().min(3).max(500) }),
  /** A source as it is to be from now on, new or changed. */
  z.object({ act: z.literal('set-source'), source, reason: words.nullable() }),
  /** It is there no longer: its address answers nothing, and its secret is forgotten. */
  z.object({ act: z.literal('remove-source'), id: sourceId, reason: words.nullable() }),
  /** Its secret was drawn again: never the secret itself. */
  z.object({ act: z.literal('rotate-source'), id: sourceId, overlapUntil: epochMs.nullable() }),
  /** `hash` is the token's SHA-256, hexadecimal: the token itself is nowhere. */
  z.object({
    act: z.literal('issue-token'),
    ...apiToken.pick({ id: true, name: true, role: true, hash: true, expiresAt: true }).shape,
  }),
  z.object({ act: z.literal('revoke-token'), id }),
  z.object({ act: z.literal('change-config'), ...configChanges.shape }),
  /** Something a person did that leaves no other record. */
  z.object({ act: z.literal('note-act'), what: z.enum(NOTED_ACTS), detail: words }),
  z.object({ act: z.literal('adopt-journal'), reason: z.string().min(3).max(500) }),
]);
export type OperatorAction = z.infer<typeof operatorAction>;
