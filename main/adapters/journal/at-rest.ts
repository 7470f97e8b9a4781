import type { DatabaseSync } from 'node:sqlite';
import type { JournalFinding } from '#shared/domain';
import { isAnchored, lastTrading } from './last-facts.ts';
import type { Anchor, KnownAnchor } from './anchor.ts';
import type { Tail } from './tail.ts';

/**
 * What the anchor says about the journal that is there: whether it is the newest one that was written. Null: it is, as far as
 * anybody can know.
 */
export function heldAgainstAnchor(db: DatabaseSync, tail: Tail, known: KnownAnchor): JournalFinding | null {
  switch (known.kind) {
    case 'none':
      if (!isAnchored(db)) return null;
      return {
        code: 'journal_anchor_missing',
        text: `The anchor is missing that says how far the journal came: records behind number ${tail.lastSeq} may be missing.`,
      };
    case 'foreign':
      return {
        code: 'journal_key_changed',
        text: `The anchor of this folder was signed with another key than the one in use: nobody can say whether the journal's ${tail.lastSeq} records are all.`,
      };
    case 'known':
      return behind(db, tail, known.anchor) ?? unwritten(db, tail, known.anchor);
  }
}

function behind(db: DatabaseSync, { lastSeq }: Tail, anchor: Anchor): JournalFinding | null {
  const { seq, head } = anchor;
  if (lastSeq < seq)
    return {
      code: 'journal_rolled_back',
      text: `${lastSeq === 0 ? 'The journal is empty or gone' : `The journal ends at record ${lastSeq}`}, and ${seq} were written by ${momentOf(anchor)}${asItStood(anchor)}.`,
    };
  const there = seq === 0 ? head : db.prepare('SELECT hash FROM records WHERE seq = ?').get(seq)?.['hash'];
  if (there === head) return null;
  return {
    code: 'journal_rolled_back',
    text: `The journal is another one: its record ${seq} is not the one that was written by ${momentOf(anchor)}${asItStood(anchor)}.`,
  };
}

/** A stop that was acknowledged while nothing could be written. Behind it a journal that was mended has the stop itself. */
function unwritten(db: DatabaseSync, { lastSeq }: Tail, anchor: Anchor): JournalFinding | null {
  if (anchor.trading !== 'halted' || lastSeq !== anchor.seq || lastTrading(db).trading === 'halted') return null;
  return {
    code: 'journal_latch_lost',
    text: `Trading was halted at ${momentOf(anchor)} (${anchor.reason}) while the journal could not be written.`,
  };
}

const momentOf = ({ at }: Anchor): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function asItStood({ trading, reason, positions }: Anchor): string {
  const halted = trading === 'halted' ? `, when trading was halted (${reason})` : '';
  const open =
    positions === null || positions === 0 ? '' : `${halted === '' ? ', when' : ' and'} ${positions} positions were open`;
  return `${halted}${open}`;
}
