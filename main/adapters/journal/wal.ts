import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';

/**
 * What SQLite will make of a write-ahead log. It stops reading at the first frame whose checksum is wrong and forgets the
 * rest, which is right for the torn end of a last write and silently loses commits when the damage is further up.
 * `torn`: only the last transaction is incomplete. `damaged`: whole transactions stand behind the bad frame.
 */
export type WalState = { readonly kind: 'absent' | 'whole' | 'torn' } | { readonly kind: 'damaged'; readonly frame: number };

const HEADER = 32;
const FRAME_HEADER = 24;
const HOST_IS_LITTLE = endianness() === 'LE';

/** Looks through a -wal file. A live writer may move under the eye, so damage counts only if it is still there on a second look. */
export function scanWal(file: string): WalState {
  const first = look(file);
  if (first.kind !== 'damaged') return first;
  const second = look(file);
  return second.kind === 'damaged' && second.frame === first.frame ? second : { kind: 'torn' };
}

function look(file: string): WalState {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    throw error;
  }
  try {
    return scan(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

/** Whether an open log begins as SQLite writes it, as it does from the first frame on. Throws when it cannot be read. */
export const walBegins = (fd: number): boolean => headerOf(fd).holds;

function headerOf(fd: number) {
  const header = readAt(fd, 0, HEADER);
  const magic = header.readUInt32BE(0);
  const swap = (magic & 1) === (HOST_IS_LITTLE ? 1 : 0);
  const sum = checksum([0, 0], header.subarray(0, 24), swap);
  const holds = (magic & ~1) === 0x377f0682 && sum[0] === header.readUInt32BE(24) && sum[1] === header.readUInt32BE(28);
  return { header, swap, sum, holds };
}

function scan(fd: number, size: number): WalState {
  if (size < HEADER) return { kind: 'whole' };
  const { header, swap, holds, ...read } = headerOf(fd);
  const pageSize = header.readUInt32BE(8);
  let { sum } = read;
  if (!holds) return size > HEADER ? { kind: 'damaged', frame: 0 } : { kind: 'torn' };
  const frames = Math.floor((size - HEADER) / (FRAME_HEADER + pageSize));
  const salts = header.subarray(16, 24);
  for (let n = 0; n < frames; n += 1) {
    const frame = readAt(fd, HEADER + n * (FRAME_HEADER + pageSize), FRAME_HEADER + pageSize);
    const ours = salts.equals(frame.subarray(8, 16));
    if (ours) sum = checksum(checksum(sum, frame.subarray(0, 8), swap), frame.subarray(FRAME_HEADER), swap);
    if (ours && sum[0] === frame.readUInt32BE(16) && sum[1] === frame.readUInt32BE(20)) continue;
    return behind(fd, n, frames, pageSize, salts);
  }
  return { kind: 'whole' };
}

/** Frames of this log behind the bad one's transaction were durable once: SQLite syncs one commit before it starts the next. */
function behind(fd: number, bad: number, frames: number, pageSize: number, salts: Buffer): WalState {
  let committed = false;
  let ours = false;
  for (let n = bad; n < frames; n += 1) {
    const frame = readAt(fd, HEADER + n * (FRAME_HEADER + pageSize), FRAME_HEADER);
    const matches = salts.equals(frame.subarray(8, 16));
    if (matches && committed) return { kind: 'damaged', frame: bad + 1 };
    if ((matches || n === bad) && frame.readUInt32BE(4) !== 0) committed = true;
    ours ||= matches;
  }
  return { kind: ours ? 'torn' : 'whole' };
}

/** SQLite's own running checksum over pairs of 32-bit words. */
function checksum([a, b]: readonly [number, number], bytes: Buffer, swap: boolean): [number, number] {
  const copy = Buffer.from(bytes);
  if (swap) copy.swap32();
  const words = new Uint32Array(copy.buffer, copy.byteOffset, copy.length >> 2);
  let s0 = a;
  let s1 = b;
  for (let i = 0; i < words.length; i += 2) {
    s0 = (s0 + (words[i] ?? 0) + s1) >>> 0;
    s1 = (s1 + (words[i + 1] ?? 0) + s0) >>> 0;
  }
  return [s0, s1];
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, position);
  return bytes;
}
