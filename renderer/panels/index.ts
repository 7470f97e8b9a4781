/** Everything on screen, as one component. */
export { App } from './app.tsx';
