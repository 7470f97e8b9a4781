/** The signal scorer: a logistic model read from the data folder. */
export { loadModel, ModelFault } from './logistic-model.ts';
