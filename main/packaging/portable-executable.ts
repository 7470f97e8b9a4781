import { readFileSync } from 'node:fs';

const OFFSET_OF_PE = 0x3c;
const MAGIC_64 = 0x20b;
/** Of the optional header's data directories the fifth is the certificate table. */
const CERTIFICATES = 4;

/** Whether a Windows program carries a signature (not whether anyone trusts it). Throws on what is no such program. */
export function isSignedProgram(file: string): boolean {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 2) !== 'MZ') throw new Error(`${file} is not a Windows program`);
  const header = bytes.readUInt32LE(OFFSET_OF_PE);
  if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error(`${file} is not a Windows program`);
  const optional = header + 24;
  const directories = optional + (bytes.readUInt16LE(optional) === MAGIC_64 ? 112 : 96);
  const [at, size] = [bytes.readUInt32LE(directories + CERTIFICATES * 8), bytes.readUInt32LE(directories + CERTIFICATES * 8 + 4)];
  return at > 0 && size > 0 && at + size <= bytes.length;
}
