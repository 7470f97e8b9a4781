import { profileIds, profileOf, strategyOfProfile } from '#shared/config';
import { FULL_RISK, NO_PERFORMANCE } from '#shared/projection';
import type { Strategy } from '#shared/strategies';
import { DataTable, Panel, Tag, type Column } from '../../controls/index.ts';
import { countText, grouped, NOTHING, pctText, ratioText, sessionText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';

/** What each strategy may risk, and what feedback has made of that. */
export function StrategiesPanel() {
  const profiles = useEngine(({ cockpit }) => cockpit.config.strategies);
  const controls = useEngine(({ cockpit }) => cockpit.strategies);
  const performance = useEngine(({ cockpit }) => cockpit.performance);
  const rows = profileIds(profiles).flatMap((id) => {
    const [profile, strategy] = [profileOf(profiles, id), strategyOfProfile(profiles, id)];
    if (profile === null || strategy === null) return [];
    const control = controls.get(id) ?? FULL_RISK;
    return [{ id, strategy, profile, control, past: performance.get(id) ?? NO_PERFORMANCE }];
  });
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { title: 'Strategy', cell: ({ id, strategy }) => <span title={strategy.titles.long}>{nameOf(id, strategy)}</span> },
    {
      title: 'Risk',
      cell: ({ profile, control }) => (!profile.enabled ? 'disabled' : control.riskOn ? 'on' : <Tag strong>OFF</Tag>),
    },
    { title: 'Sessions', cell: ({ profile }) => profile.sessions.map(sessionText).join(', '), look: 'mid' },
    {
      title: 'Per trade',
      cell: ({ profile, control }) =>
        `${pctText(profile.riskPercent * control.riskFactor, 2)} of ${pctText(profile.maxRiskPercent, 2)}`,
      align: 'right',
    },
    { title: 'Per day', cell: ({ profile }) => pctText(profile.maxDailyRiskPercent, 1), align: 'right' },
    { title: 'At once', cell: ({ profile }) => countText(profile.maxConcurrent), align: 'right' },
    {
      title: 'Win rate',
      cell: ({ past, profile }) =>
        `${past.trades === 0 ? NOTHING : ratioText(past.wins / past.trades)}${profile.minWinRate === 0 ? '' : ` of ${ratioText(profile.minWinRate)}`}`,
      align: 'right',
    },
    { title: 'RR', cell: ({ profile }) => grouped(profile.targetRr, 1), align: 'right' },
    { title: 'Feedback', cell: ({ control }) => feedbackOf(control.text, control.proposal), fill: true, look: 'mid' },
  ];
  return (
    <Panel title="Strategies" note="a risk factor only ever shrinks by itself">
      <DataTable caption="Strategies" columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Panel>
  );
}

/** A further profile says which strategy it trades; one that is named like its strategy has only the title. */
const nameOf = (id: string, { id: kind, titles }: Strategy): string => (id === kind ? titles.short : `${id} (${titles.short})`);

const feedbackOf = (text: string, proposal: number | null): string =>
  [text, proposal === null ? '' : `proposed factor ${grouped(proposal, 2)}`].filter((part) => part !== '').join('; ') || NOTHING;
