/** A moment and a zone of the machine at which everything has to work. */
export type Instant = { readonly name: string; readonly at: string; readonly zone: string };

/** Moments at which something turns, is closed or is rare, and zones far from UTC. */
export const INSTANTS: readonly Instant[] = [
  { name: 'Saturday noon', at: '2026-11-28T12:00:00Z', zone: 'UTC' },
  { name: 'Sunday 22:30 UTC', at: '2026-11-29T22:30:00Z', zone: 'UTC' },
  { name: 'Friday 21:30 UTC', at: '2026-11-27T21:30:00Z', zone: 'UTC' },
  { name: '17:00 in New York', at: '2026-11-25T21:59:30Z', zone: 'America/New_York' },
  { name: 'the spring clock change in Prague', at: '2027-03-28T00:59:30Z', zone: 'Europe/Prague' },
  { name: 'the autumn clock change in Prague', at: '2026-10-25T00:59:30Z', zone: 'Europe/Prague' },
  { name: '25 December', at: '2026-12-25T10:00:00Z', zone: 'Europe/London' },
  { name: '1 January', at: '2027-01-01T00:00:30Z', zone: 'UTC' },
  { name: '29 February 2028', at: '2028-02-29T14:00:00Z', zone: 'UTC' },
  { name: 'Los Angeles', at: '2026-11-26T07:59:30Z', zone: 'America/Los_Angeles' },
  { name: 'Kolkata', at: '2026-11-25T18:29:30Z', zone: 'Asia/Kolkata' },
  { name: 'Auckland', at: '2026-11-25T10:59:30Z', zone: 'Pacific/Auckland' },
];
