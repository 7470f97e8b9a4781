/**
 * The look: tokens with their three themes, two palettes and three densities, and what any panel may use. Imported once, first by the page: a component's own
 * stylesheet stands beside it, is imported last by it, and comes after these.
 */
import '@fontsource-variable/inter/wght.css';
import 'uplot/dist/uPlot.min.css';
import './tokens.css';
import './themes.css';
import './palettes.css';
import './density.css';
import './base.css';
import './words.css';
import './table.css';
import './layout.css';
import './notice.css';

export { recalled, remember, remembered } from './remembered.ts';
export { savedLook, showLook } from './choice.ts';
