import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '#main/launcher/project.mjs';
import { PLACE, provisionModules } from './provision.ts';
import { WindowsSession, type WindowsEnd, type WindowsProgram } from './session.ts';

export const PROJECT = `C:\\${PLACE.slice(1).join('\\')}`;
const NODE = `${PROJECT}\\node_modules\\node\\bin\\node.exe`;

/** Every file that a fresh clone of this checkout would have. */
function clonedFiles(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((name) => name !== '');
}

/** The project on C:, with its packages as Windows has them, and Windows' Node to run it. */
export class WindowsProject {
  readonly windows: WindowsSession;

  private constructor(windows: WindowsSession) {
    this.windows = windows;
  }

  /** `visible`: folders of this system that it sees under Z:. */
  static async open(visible: readonly string[] = []): Promise<WindowsProject> {
    const windows = await WindowsSession.open(visible, provisionModules());
    const here = windows.here(PROJECT);
    for (const name of clonedFiles()) {
      const target = join(here, name);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(root, name), target);
    }
    return new WindowsProject(windows);
  }

  /** Starts Node in the project's folder. */
  node(args: readonly string[], env: Readonly<Record<string, string>> = {}): WindowsProgram {
    return this.windows.start(NODE, args, { cwd: join('/prefix', ...PLACE), env });
  }

  /** Runs Node to its end. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<WindowsEnd> {
    return this.node(args, env).ended;
  }

  close(): Promise<void> {
    return this.windows.close();
  }
}
