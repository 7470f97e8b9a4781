/** Settings: how approvals work, how the window looks, and what the engine runs with. */
export { SettingsView } from './settings-view.tsx';
