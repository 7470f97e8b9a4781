/** What is wrong with the tidiness of one file: each rule answers undefined or a complaint. */
export interface SourceFile {
  path: string;
  text: string;
}

const MAX_LINES = 200;
/** Settings which their tools read as a default export. */
const SETTINGS = /(^|\/)(vite[\w.]*|vitest|eslint)\.config\.(ts|js)$/;
const VAGUE = /(^|\/)(utils?|helpers?|types|constants|misc|common)\.(ts|tsx|mjs|cjs|js)$/;
const isTest = (path: string) => path.startsWith('test/');
const isStyle = (path: string) => path.endsWith('.css');
const isCode = (path: string) => /\.(ts|tsx|mjs|cjs|js)$/.test(path);

/** Words of a private dialect, or of one sex, where the field has a plain term: reload, is logged, outcome, they, cancel. */
const DIALECT = new RegExp(
  `\\b(${[
    'anew|(is|are) (said|begun)|who(so)?ever|bec(omes|ame) of|(came|comes?) of (it|a|an|the)',
    'calls? off|called off|calling off|cease[sd]?|he|him|his|himself|somebody',
  ].join('|')})\\b`,
  'i',
);

/** The client order id (FIX ClOrdID) is called `cid` in CB/1, in the HTTP API and in what 0.6.0 stored, and nowhere else. */
const SPEAKS_OF_CID = [
  /^(shared\/bridge|main\/adapters\/mt5|test\/ea|test\/main\/adapters\/mt5|test\/process|test\/bench\/world\/answering-ea\.ts)/,
  /\/(upcast|aged|views\/signal|api\/signals|paper-store|upcast\.test|old-records\.test|paper-terminal\.test)\.ts$/,
];

/** Lines that are neither blank nor comment. */
export function codeLines(text: string): number {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
  return bare.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

const rules: Record<string, (file: SourceFile) => boolean> = {
  [`more than ${MAX_LINES} lines of code`]: ({ path, text }) =>
    (isCode(path) || isStyle(path)) && !isTest(path) && codeLines(text) > MAX_LINES,
  'a file name that names no concept': ({ path }) => VAGUE.test(path),
  'export *': ({ path, text }) => isCode(path) && /^\s*export \*/m.test(text),
  'a default export': ({ path, text }) =>
    isCode(path) && !SETTINGS.test(path) && /^\s*export default\b|^\s*export \{[^}]*\bas default\b/m.test(text),
  'work left for later': ({ text }) => /\b(TODO|FIXME|XXX|HACK)\b|coming soon|not (yet )?implemented/i.test(text),
  'a word of a private dialect (see DIALECT in tidy-rules.ts)': ({ text }) => DIALECT.test(text),
  'cid for the client order id': ({ path, text }) => /\bcid\b/.test(text) && !SPEAKS_OF_CID.some((place) => place.test(path)),
  'a rename that Windows may refuse for a moment (main/files)': ({ path, text }) =>
    /^main\/(?!files\/).*\.ts$/.test(path) && /\brename(Sync)?\(/.test(text),
  'a lint suppression without a reason': ({ text }) =>
    /eslint-disable(?!.* -- \S)/.test(text) || /@ts-(ignore|nocheck)/.test(text),
  'a type suppression without a reason': ({ text }) => /@ts-expect-error(?! \S)/.test(text),
};

/** `path: complaint` for each rule the file breaks. */
export function complaints(file: SourceFile): string[] {
  return Object.entries(rules)
    .filter(([, isBroken]) => isBroken(file))
    .map(([complaint]) => `${file.path}: ${complaint}`);
}

/** Classes that a stylesheet defines by themselves, not inside something else. */
const ownClasses = (text: string): string[] => [
  ...new Set([...text.matchAll(/^\.([a-z][\w-]*)(?=\s*[{,])/gm)].map(([, name = '']) => name)),
];

/** Stylesheets outside the theme belong to the component beside them, which imports them; a class has one stylesheet. */
export function styleComplaints(files: readonly SourceFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const owners = new Map<string, string>();
  return files
    .filter(({ path }) => isStyle(path))
    .flatMap(({ path, text }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const owner = texts.get(path.replace(/\.css$/, '.tsx'));
      const isOwned = path.startsWith('renderer/theme/') || owner?.includes(`import './${name}';`) === true;
      const twice = ownClasses(text).filter((each) => (owners.get(each) ?? path) !== path);
      for (const each of ownClasses(text)) owners.set(each, path);
      return [
        ...(isOwned ? [] : [`${path}: a stylesheet that no component beside it imports`]),
        ...twice.map((each) => `${path}: .${each} has another stylesheet`),
      ];
    });
}
