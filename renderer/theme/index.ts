/** The look: tokens with their three themes, and the components' styles. Imported once, by the page. */
import 'uplot/dist/uPlot.min.css';
import './tokens.css';
import './base.css';
import './controls.css';
import './frame.css';
import './deck.css';
import './views.css';

export { savedTheme, showTheme } from './choice.ts';
