/** One block of a tar archive; every part of it fills whole blocks. */
export const BLOCK = 512;

/** A name in an archive: a file of ours, in no folder, that every system can have. A calendar is named by who saved it. */
const NAME = /^(?![.\s])[^\\/:*?"<>|\p{Cc}\u{FFFD}]+(?<![.\s])$/u;
const NAME_BYTES_MAX = 99;
const isName = (name: string): boolean => NAME.test(name) && Buffer.byteLength(name) <= NAME_BYTES_MAX;
const SIZE_MAX = 8 ** 11 - 1;

export type TarHeader = { readonly name: string; readonly size: number };

/** POSIX ustar: what `tar -tzf` and Windows' own tar read. */
export function tarHeader({ name, size }: TarHeader, mtimeMs: number): Buffer {
  if (!isName(name)) throw new Error(`"${name}" is no name for a file of a backup`);
  if (size > SIZE_MAX) throw new Error(`${name} has ${size} bytes, a backup holds files of up to ${SIZE_MAX}`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    header.write(
      `${Math.floor(value)
        .toString(8)
        .padStart(length - 1, '0')}\0`,
      at,
      'ascii',
    );
  };
  header.write(name, 0, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(mtimeMs / 1_000, 136, 12);
  header.fill(' ', 148, 156);
  header.write('0', 156, 'ascii');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

/** The header in a block; null at the archive's end. Throws when it is none, or names what no backup of ours has. */
export function readTarHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  const text = (from: number, to: number): string => block.toString('utf8', from, to).split('\0')[0] ?? '';
  const given = Number.parseInt(text(148, 156), 8);
  const bare = Buffer.from(block).fill(' ', 148, 156);
  const name = text(0, 100);
  const size = Number.parseInt(text(124, 136), 8);
  if (given !== sumOf(bare) || !Number.isSafeInteger(size)) throw new Error('it is damaged, or no backup');
  if (!isName(name) || text(156, 157) !== '0' || text(345, 500) !== '') throw new Error(`"${name}" does not belong in a backup`);
  return { name, size };
}

const sumOf = (block: Buffer): number => block.reduce((sum, byte) => sum + byte, 0);

/** What is missing to a whole block. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;
