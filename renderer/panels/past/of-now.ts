import type { View } from '../../store/index.ts';

/** Views of what is set up and measured now; of the past nobody recorded them. */
export const OF_NOW: ReadonlySet<View> = new Set<View>(['control', 'journal', 'replay', 'connect', 'help', 'settings']);
