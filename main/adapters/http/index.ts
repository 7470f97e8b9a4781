/** The cockpit over HTTP: signals in, the operator's endpoints, the built window and its socket, plain or over TLS. Everything goes through the Desk port. */
export { addressProblem } from './client-address.ts';
export { bodyText } from './body-text.ts';
export { createHttpAdapter, type HttpAdapter } from './http-adapter.ts';
export { openApi } from './open-api.ts';
export { problemsOf } from './route-problems.ts';
export { ROUTES } from './route-table.ts';
export { TAGS, type Route } from './route.ts';
export { whoIs } from './who-is.ts';
export { webhookGate, type WebhookGate } from './webhook-gate.ts';
export type { BrowserSocket, DoorTls, HttpParts } from './http-parts.ts';
