/** The questions the window asks before an act that leads away from safety, or that needs a reason. */
export { OpenDialog } from './open-dialog.tsx';
