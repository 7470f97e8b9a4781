import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '#main/launcher/project.mjs';
import { configurationPage } from './configuration-page.ts';

/** `npm run docs`: writes the pages that are made from the sources. */
const path = 'assets/help/configuration.md';
writeFileSync(join(root, path), await configurationPage());
say(`${path} written.`);
