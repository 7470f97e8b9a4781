import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The packages whose typefaces the window may ship. */
const FONT_PACKAGES = ['@fontsource-variable/inter'];
const FONT = /\.(woff2?|ttf|otf)$/;

/**
 * The folders of the packages whose font files are in the bundles. A font is in no source map: it goes by its name, which the bundler
 * keeps before the hash. Throws on a font of no package known, because what it is shipped under is not known either.
 */
export function fontFolders(dist: string, modules: string): readonly string[] {
  const shipped = (readdirSync(dist, { recursive: true }) as string[]).filter((name) => FONT.test(name));
  return shipped.map((file) => {
    const name = file.replace(/^.*[\\/]/, '').replace(/-[\w-]{8}\.(\w+)$/, '.$1');
    const folder = FONT_PACKAGES.map((one) => join(modules, one)).find((one) => existsSync(join(one, 'files', name)));
    if (folder === undefined) throw new Error(`${file} is a font of no package known, so what it is shipped under is not known`);
    return folder;
  });
}
