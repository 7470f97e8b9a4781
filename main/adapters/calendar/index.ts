/** The economic calendar: files in the data folder (JSON, CSV, iCalendar), read again at every request. */
export { calendarOf, calendarsIn, isCalendarName } from './calendar-file.ts';
