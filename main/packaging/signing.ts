import { DistFault } from './dist-fault.ts';

export type Signing = {
  readonly isSigned: boolean;
  /** What to tell the packager. */
  readonly settings: Readonly<Record<string, string>>;
  /** How, for the one line that says so. Names no secret. */
  readonly words: string;
};

const THUMBPRINT = /^[0-9A-Fa-f]{40}$/;

/** How the build is signed, by its environment. Throws when it is not and nobody said `--unsigned`. */
export function signingOf(env: NodeJS.ProcessEnv, unsigned: boolean, platform: NodeJS.Platform): Signing {
  const thumbprint = env['COCKPIT_SIGN_SHA1']?.replaceAll(/[\s:]/g, '');
  const file = env['WIN_CSC_LINK'] ?? env['CSC_LINK'];
  if (unsigned)
    return { isSigned: false, settings: { 'win.signExecutable': 'false' }, words: 'unsigned, as told: Windows will warn of it' };
  if (thumbprint !== undefined && thumbprint !== '') {
    if (platform !== 'win32')
      throw new DistFault('COCKPIT_SIGN_SHA1 names a certificate in the store of Windows; elsewhere use WIN_CSC_LINK=FILE.pfx');
    if (!THUMBPRINT.test(thumbprint)) throw new DistFault('COCKPIT_SIGN_SHA1 is not a thumbprint: 40 hexadecimal digits');
    const settings = { forceCodeSigning: 'true', 'win.signtoolOptions.certificateSha1': thumbprint };
    return { isSigned: true, settings, words: `signed by the certificate ${thumbprint} in the store` };
  }
  if (file !== undefined && file !== '')
    return { isSigned: true, settings: { forceCodeSigning: 'true' }, words: 'signed by the certificate file of the environment' };
  throw new DistFault(
    'no certificate to sign with: set WIN_CSC_LINK=FILE.pfx and WIN_CSC_KEY_PASSWORD (on Windows also COCKPIT_SIGN_SHA1), ' +
      'or say --unsigned for a build to try out',
  );
}
