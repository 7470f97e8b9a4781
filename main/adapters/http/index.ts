/** The cockpit over HTTP: signals in, the operator's endpoints, the built window and its socket. Everything goes through the Desk port. */
export { addressProblem } from './client-address.ts';
export { createHttpDoor, type HttpDoor } from './door.ts';
export { webhookGate, type WebhookGate } from './webhook-gate.ts';
export type { BrowserSocket, DoorParts } from './door-parts.ts';
