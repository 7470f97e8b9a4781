/** What a token lets its holder do: look, act, or change who may and how; each includes the ones before it. */
export type Role = 'read' | 'operate' | 'admin';
