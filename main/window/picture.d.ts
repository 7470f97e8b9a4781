/** A picture that the bundler inlines: its data URL. */
declare module '*.png' {
  const url: string;
  export = url;
}
