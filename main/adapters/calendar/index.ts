/** The economic calendar: files in the data folder (JSON, CSV, iCalendar), read anew at every look. */
export { calendarOf, calendarsIn } from './calendar-file.ts';
