import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '#main/launcher/project.mjs';
import { configurationPage } from './configuration-page.ts';
import { withMetrics } from './metrics-table.ts';
import { withPresets } from './rulebook-presets.ts';

/** `npm run docs`: writes what of the manual is made from the sources. */
const help = join(root, 'assets', 'help');
const rulebooks = join(help, 'rulebooks.md');
writeFileSync(join(help, 'configuration.md'), await configurationPage());
writeFileSync(rulebooks, await withPresets(readFileSync(rulebooks, 'utf8')));
const monitoring = join(help, 'monitoring.md');
writeFileSync(monitoring, await withMetrics(readFileSync(monitoring, 'utf8')));
say('assets/help/configuration.md, the presets in rulebooks.md and the metrics in monitoring.md written.');
