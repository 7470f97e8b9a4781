/** Why there can be no installer: one line for a person, with what to do. */
export class DistFault extends Error {
  override readonly name = 'DistFault';
}
