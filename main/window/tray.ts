import { nativeImage, type NativeImage } from 'electron/common';
import { Menu, Tray } from 'electron/main';
import active16 from '../../assets/tray-16.png';
import active32 from '../../assets/tray-32.png';
import halted16 from '../../assets/tray-halted-16.png';
import halted32 from '../../assets/tray-halted-32.png';
import type { Log } from '#ports';
import { trayStatusLine, type TrayStatus } from './tray-status.ts';
import { trayMenu, type TrayActs } from './tray-menu.ts';

function picture(small: string, large: string): NativeImage {
  const image = nativeImage.createFromDataURL(small);
  image.addRepresentation({ scaleFactor: 2, dataURL: large });
  return image;
}

/** The icon in the taskbar's corner. Without one (some Linux desktops) the window is the only way in, which is logged. */
export function makeTray(acts: TrayActs, log: Log): { update(standing: TrayStatus): void } | undefined {
  const pictures = { running: picture(active16, active32), halted: picture(halted16, halted32) };
  try {
    const tray = new Tray(pictures.running);
    tray.on('click', acts.show);
    return {
      update(standing) {
        tray.setImage(standing.trading === 'halted' ? pictures.halted : pictures.running);
        tray.setToolTip(`Mikrobot Cockpit\n${trayStatusLine(standing)}`);
        tray.setContextMenu(Menu.buildFromTemplate(trayMenu(standing, acts)));
      },
    };
  } catch (fault) {
    log.write('warn', 'there is no tray here', { detail: String(fault) });
    return undefined;
  }
}
