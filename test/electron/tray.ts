import type { DesktopRun } from './session.ts';

/** What the tray shows from its next change on: its entries are pressed as the system presses them. */
export const watchTray = ({ app }: DesktopRun) =>
  app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate.bind(Menu);
    Object.assign(Menu, {
      buildFromTemplate: (template: Parameters<typeof build>[0]) => {
        const menu = build(template);
        if (menu.getMenuItemById('stop') !== null) Object.assign(globalThis, { trayMenu: menu });
        return menu;
      },
    });
  });

/** False where there is no such entry, or it cannot be pressed. */
export const pressInTray = ({ app }: DesktopRun, id: string) =>
  app.evaluate((_electron, wanted) => {
    type Shown = { getMenuItemById(id: string): { enabled: boolean; click(): void } | null };
    const item = (globalThis as unknown as { trayMenu?: Shown }).trayMenu?.getMenuItemById(wanted);
    if (item?.enabled !== true) return false;
    item.click();
    return true;
  }, id);
