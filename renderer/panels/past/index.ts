/** The time machine: a view in the past, marked as such, with everything around it of now. */
export { PastMain } from './past-main.tsx';
