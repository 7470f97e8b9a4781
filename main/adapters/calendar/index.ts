/** The economic calendar: files in the data folder (JSON, CSV, iCalendar), read again at every request. */
export { calendarOf, calendarsIn, heldCalendar, isCalendarName, type HeldCalendar } from './calendar-file.ts';
