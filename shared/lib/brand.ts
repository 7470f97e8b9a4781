declare const brand: unique symbol;

/** A plain value that the compiler refuses to mix with another of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
