/** The folder of installers within the cache of updates. */
export const INSTALLERS = 'installers';
