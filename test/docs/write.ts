import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '#main/launcher/project.mjs';
import { configurationPage } from './configuration-page.ts';
import { withPresets } from './rulebook-presets.ts';

/** `npm run docs`: writes what of the manual is made from the sources. */
const help = join(root, 'assets', 'help');
const rulebooks = join(help, 'rulebooks.md');
writeFileSync(join(help, 'configuration.md'), await configurationPage());
writeFileSync(rulebooks, await withPresets(readFileSync(rulebooks, 'utf8')));
say('assets/help/configuration.md and the presets in assets/help/rulebooks.md written.');
