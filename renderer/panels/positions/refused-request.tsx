import { retcodeSentence, type OrderRequest } from '#shared/domain';
import { refusedRequest, type LedgerPosition } from '#shared/projection';
import { Clock } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';

const WHAT: Readonly<Record<OrderRequest['op'], string>> = {
  open: 'an order',
  cancel: 'a cancel',
  replace: 'a change of an order',
  modify: 'a change of stop or target',
  close: 'a close',
  close_by: 'a close by its opposite',
};

/** The engine took it and the terminal did not: what it said, and what there is to do. */
export function RefusedRequest({ held }: { readonly held: LedgerPosition }) {
  const refused = useEngine(({ cockpit }) => refusedRequest(cockpit.orders, held));
  if (refused?.outcome?.kind !== 'refused') return null;
  const { request, outcome, resolvedAt, requestedAt } = refused;
  return (
    <p className="refusal position-refusal" role="status" data-testid="refused-request">
      <Clock at={resolvedAt ?? requestedAt} /> The terminal refused {WHAT[request.op]}:{' '}
      {retcodeSentence(outcome.retcode, outcome.text)}
    </p>
  );
}
