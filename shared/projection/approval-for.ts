import { approvalOf, sourceNamed, type ApprovalMode } from '#shared/domain';
import type { ReadonlyCockpit } from './state.ts';

/** How entries of a source are approved at this moment. */
export const approvalFor = (
  { sources, approvalMode }: Pick<ReadonlyCockpit, 'sources' | 'approvalMode'>,
  id: string,
): ApprovalMode => approvalOf(sourceNamed(sources, id), approvalMode);
