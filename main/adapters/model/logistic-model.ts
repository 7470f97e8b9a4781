import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Model } from '#ports';
import { messageOf } from '#shared/lib';

/** A model file that cannot be used, and why. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
}

const feature = z.strictObject({ weight: z.number(), mean: z.number(), scale: z.number().positive() });
/** Weights of a logistic regression over standardised features, with what they were fitted on. */
const modelFile = z.strictObject({
  version: z.string().min(1).max(60),
  trainedOn: z.strictObject({ from: z.string(), to: z.string(), trades: z.int().positive() }),
  bias: z.number(),
  features: z.record(z.string().max(60), feature).refine((all) => Object.keys(all).length <= 100, 'has more than 100 features'),
});

/** Bytes; a logistic model is a few hundred numbers. */
const FILE_MAX = 1_000_000;

/** The model of a file; null when there is none. Throws `ModelFault` naming what is wrong with it. */
export function loadModel(file: string): Model | null {
  if (!existsSync(file)) return null;
  let model = read(file);
  return {
    get version() {
      return model.version;
    },
    restart: () => {
      try {
        model = read(file);
        return Promise.resolve();
      } catch (error) {
        if (error instanceof Error) return Promise.reject(error);
        return Promise.reject(new ModelFault(messageOf(error)));
      }
    },
    score: (given) => {
      const { version, bias, features } = model;
      let sum = bias;
      for (const [name, { weight, mean, scale }] of Object.entries(features))
        sum += (weight * ((given[name] ?? mean) - mean)) / scale;
      const probability = 1 / (1 + Math.exp(-sum));
      return Number.isFinite(probability)
        ? Promise.resolve({ probability, version })
        : Promise.reject(new ModelFault('the score is not a number'));
    },
  };
}

function read(file: string): z.infer<typeof modelFile> {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > FILE_MAX) throw new ModelFault(`is larger than ${FILE_MAX} bytes`);
    return modelFile.parse(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        : messageOf(error);
    throw new ModelFault(`${file}: ${why}`);
  }
}
