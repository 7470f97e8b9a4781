/** The economic calendar: a file in the data folder, read anew at every look. */
export { calendarFile } from './calendar-file.ts';
