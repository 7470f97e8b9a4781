import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '#main/launcher/project.mjs';
import { configurationPage } from './configuration-page.ts';
import { withRoutes } from './http-tables.ts';
import { withMetrics } from './metrics-table.ts';
import { withPresets } from './rulebook-presets.ts';

/** `npm run docs`: writes what of the manual is made from the sources. */
const help = join(root, 'assets', 'help');
const rulebooks = join(help, 'rulebooks.md');
writeFileSync(join(help, 'configuration.md'), await configurationPage());
writeFileSync(rulebooks, await withPresets(readFileSync(rulebooks, 'utf8')));
const monitoring = join(help, 'monitoring.md');
writeFileSync(monitoring, await withMetrics(readFileSync(monitoring, 'utf8')));
const api = join(help, 'http-api.md');
writeFileSync(api, await withRoutes(readFileSync(api, 'utf8')));
say(
  'assets/help/configuration.md, the presets in rulebooks.md, the metrics in monitoring.md and the routes in http-api.md written.',
);
