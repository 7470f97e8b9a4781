import { Component, type ReactNode } from 'react';
import { messageOf } from '#shared/lib';

type GuardProps = { readonly name: string; readonly children: ReactNode };

/** A view that breaks says so and takes nothing else with it: strip, alarms and stop stay. */
export class ViewGuard extends Component<GuardProps, { readonly broken: string | null }> {
  override state: { readonly broken: string | null } = { broken: null };

  static getDerivedStateFromError(error: unknown): { broken: string } {
    return { broken: messageOf(error) };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === null) return this.props.children;
    return (
      <section className="panel" aria-label="View failed">
        <div className="panel-head">
          <h2>The view “{this.props.name}” cannot be shown</h2>
        </div>
        <div className="pad stack">
          <p>The engine, the stop and the other views are not affected. Choose another view, or come back to this one.</p>
          <p className="code">{broken}</p>
        </div>
      </section>
    );
  }
}
