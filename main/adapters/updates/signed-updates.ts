import type { UpdateDesk } from '#ports';
import { authenticode, signatureFault } from './authenticode.ts';
import { updateDesk, type UpdateParts } from './update-desk.ts';

export type SignedParts = Omit<UpdateParts, 'signatureFault' | 'cannot'> & {
  /** The running program, whose signature says who may replace it. */
  readonly program: string;
  /** Why no installer could update this copy, also if its signature is right; null: one could. */
  readonly copyFault: () => string | null;
};

/** The desk of an installed copy: it takes what the publisher of the running program signed, as Windows sees it. */
export const signedUpdates = ({ program, copyFault, ...parts }: SignedParts): UpdateDesk =>
  updateDesk({
    ...parts,
    signatureFault: (file) => signatureFault(program, file, authenticode),
    cannot: async () => copyFault() ?? (await signatureFault(program, null, authenticode)),
  });
