import { dirname, join } from 'node:path';
import ts from 'typescript';
import { applied } from './operators.ts';
import type { Mutant } from './mutants.ts';

/** What is unused after a change is no reason to refuse it: unused variables, imports and code that is not reached. */
const UNUSED = new Set([6133, 6138, 6192, 6196, 6198, 6199, 7027, 7028]);

/** One number or truth value takes the place of another: types stay as they are, and asking the compiler takes seconds. */
const isSound = ({ operator, from }: Mutant): boolean =>
  operator === 'arithmetic' ||
  (operator === 'comparison' && !from.endsWith('==')) ||
  (operator === 'method' && /^(some|every|min|max|floor|ceil)$/.test(from));

/** Which mutants would the compiler have refused? Each is checked in its own file, within the type project of its folder. */
export class Compiler {
  readonly #root: string;
  readonly #services = new Map<string, { service: ts.LanguageService; put: (file: string, text: string | undefined) => void }>();

  constructor(root: string) {
    this.#root = root;
  }

  accepts(mutant: Mutant, text: string): boolean {
    if (isSound(mutant)) return true;
    const file = join(this.#root, mutant.path);
    const config = ts.findConfigFile(dirname(file), ts.sys.fileExists);
    if (config === undefined) return true;
    const { service, put } = this.#service(config);
    put(file, applied(text, mutant));
    const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
    put(file, undefined);
    return found.every(({ code }) => UNUSED.has(code));
  }

  #service(config: string) {
    const known = this.#services.get(config);
    if (known !== undefined) return known;
    const { config: json } = ts.readConfigFile(config, ts.sys.readFile) as { config: unknown };
    const { fileNames, options } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
    const overlay = new Map<string, string>();
    const versions = new Map<string, number>();
    const put = (file: string, text: string | undefined): void => {
      versions.set(file, (versions.get(file) ?? 0) + 1);
      if (text === undefined) overlay.delete(file);
      else overlay.set(file, text);
    };
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => String(versions.get(file) ?? 0),
      getScriptSnapshot: (file) => {
        const text = overlay.get(file) ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.#root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    };
    const made = { service: ts.createLanguageService(host), put };
    this.#services.set(config, made);
    return made;
  }
}
