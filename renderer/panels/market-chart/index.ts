/** Candles in a signal, on a card and under a position, with what each of them lays over them. */
export { CardChart } from './card-chart.tsx';
export { PositionChart } from './position-chart.tsx';
export { SignalChart } from './signal-chart.tsx';
