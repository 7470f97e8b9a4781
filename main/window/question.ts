/** A message box, as `dialog.showMessageBox` takes it. */
export type Question = {
  readonly type: 'warning' | 'info';
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
  readonly noLink: boolean;
};
