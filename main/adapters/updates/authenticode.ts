import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { messageOf } from '#shared/lib';

/** The words of Windows' Get-AuthenticodeSignature. */
const signature = z.object({ status: z.string(), subject: z.string().nullable(), detail: z.string().nullable() });
export type Signature = z.infer<typeof signature>;

/** Reads the signature of a program. Throws when that cannot be done. */
export type ReadSignature = (file: string) => Promise<Signature>;

const WORDS: Readonly<Record<string, string>> = {
  NotSigned: 'it is not signed',
  HashMismatch: 'it was changed after it was signed',
  NotTrusted: 'Windows does not trust its signature',
};
const wrong = ({ status, detail }: Signature): string =>
  WORDS[status] ?? `Windows says ${status}${detail === null ? '' : `: ${detail}`}`;

/**
 * Why a file is not taken for the next version of the running program; null: both are validly signed, by the same publisher. What cannot
 * be looked at is not taken either.
 */
export async function signatureFault(own: string, file: string | null, read: ReadSignature): Promise<string | null> {
  try {
    const ours = await read(own);
    if (ours.status !== 'Valid' || ours.subject === null)
      return `This copy cannot tell who may replace it (${wrong(ours)}): install a newer version by hand, and compare its SHA-256`;
    if (file === null) return null;
    const theirs = await read(file);
    if (theirs.status !== 'Valid') return `The installer is not taken: ${wrong(theirs)}`;
    if (theirs.subject !== ours.subject)
      return `The installer is not taken: it is signed by ${theirs.subject ?? 'an unknown'}, and this copy by ${ours.subject}`;
    return null;
  } catch (error) {
    return `The signature could not be looked at (${messageOf(error).split('\n')[0]}): nothing is taken`;
  }
}

const SCRIPT = `$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
$s = Get-AuthenticodeSignature -LiteralPath $env:COCKPIT_SIGNED_FILE
$subject = if ($s.SignerCertificate) { $s.SignerCertificate.Subject } else { $null }
[pscustomobject]@{ status = [string]$s.Status; subject = $subject; detail = $s.StatusMessage } | ConvertTo-Json -Compress`;
const LOOK_MS = 60_000;

/**
 * By Windows' own PowerShell, at its own place. The file is told by the environment, so that no name is ever read as a command; modules of
 * another PowerShell are kept out of its way.
 */
export const authenticode: ReadSignature = async (file) => {
  if (process.platform !== 'win32') throw new Error('only Windows can');
  const { SystemRoot = 'C:\\Windows', PSModulePath: _others, ...env } = process.env;
  const { stdout } = await promisify(execFile)(
    join(SystemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    ['-NoProfile', '-NonInteractive', '-Command', SCRIPT],
    { env: { ...env, SystemRoot, COCKPIT_SIGNED_FILE: file }, timeout: LOOK_MS, windowsHide: true },
  );
  return signature.parse(JSON.parse(stdout));
};
