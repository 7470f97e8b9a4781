import { configRoutes } from './config-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { heldRoutes } from './held-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { positionRoutes } from './position-routes.ts';
import type { Route } from './route.ts';
import { signalRoutes } from './signal-routes.ts';
import { signalWebhook } from './signal-webhook.ts';
import { sourceRoutes } from './source-routes.ts';
import { sourceWebhooks } from './source-webhook.ts';
import { stopRoutes } from './stop-routes.ts';
import { streamRoutes } from './stream-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { tradingviewWebhooks } from './tradingview-webhook.ts';

/** Every route of the door. What is served, the OpenAPI document and the manual's tables are made of it. */
export const ROUTES: readonly Route[] = [
  signalWebhook,
  ...tradingviewWebhooks,
  ...sourceWebhooks,
  ...systemRoutes,
  ...stopRoutes,
  ...signalRoutes,
  ...heldRoutes,
  ...tokenRoutes,
  ...configRoutes,
  ...orderRoutes,
  ...positionRoutes,
  ...sourceRoutes,
  ...streamRoutes,
  ...healthRoutes,
  ...documentRoutes,
  ...pageRoutes,
];
