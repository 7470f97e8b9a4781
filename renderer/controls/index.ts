/** The small parts every panel is made of: marks, bars, buttons, tables, dialogs. */
export { AlarmMark, LEVEL_WORDS } from './alarm-mark.tsx';
export { BreakerMark, BREAKER_WORDS } from './breaker-mark.tsx';
export { Button, type ButtonProps } from './button.tsx';
export { Choice } from './choice.tsx';
export { Chip } from './chip.tsx';
export { Countdown, Ring } from './ring.tsx';
export { DataTable, type Column } from './data-table.tsx';
export { Dialog } from './dialog.tsx';
export { Age, Clock, Money, ProfitLoss } from './figure.tsx';
export { Field, TextInput } from './field.tsx';
export { Grid, type GridColumn } from './grid.tsx';
export { HoldButton } from './hold-button.tsx';
export { Icon, type IconName } from './icon.tsx';
export { Bar, LimitBar } from './limit-bar.tsx';
export { Empty, Panel, View } from './panel.tsx';
export { useHeldOrder } from './held-order.ts';
