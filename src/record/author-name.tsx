import type { RecordView } from '../gate/definition.ts';

/** Who wrote a record. By `data-id` the log knows that the name was shown: nothing else prints it. */
export function AuthorName({ of: { createdBy } }: { of: Pick<RecordView, 'createdBy'> }) {
  return createdBy ? <span data-id={createdBy.id}>{createdBy.name}</span> : null;
}
