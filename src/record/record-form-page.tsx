import type { FieldProblem } from '../errors.ts';
import type { RecordView } from '../gate/definition.ts';
import { Button } from '../ui/components/button.tsx';
import { Row } from '../ui/components/card.tsx';
import { Form } from '../ui/components/form.tsx';
import { PageHeader } from '../ui/components/page-header.tsx';
import { type Children, useUi } from '../ui/context.tsx';
import { Layout } from '../ui/layout.tsx';
import { EditDifferences } from './edit-differences.tsx';
import type { RecordForm, Typed } from './record-form.ts';
import type { Room } from './room.ts';
import { ShareFields } from './share-fields.tsx';

/** How a form looks: what differs from type to type. */
export interface FormLook<Shown extends RecordView, Blank extends Typed, Offer> {
  room: Room;
  /** Begins the messages of its title: `<words>.new.title` and, where there is one, `<words>.new.lede`. */
  words: string;
  lede: boolean;
  /** The state in which the first button shares it. */
  shared: string;
  /** Fields above "Share with", and below. */
  Above(form: RecordForm<Shown, Blank, Offer>): Children;
  Below(form: RecordForm<Shown, Blank, Offer>): Children;
  /** Names of the fields in the order in which they stand; `marking` is "Share with". */
  order: readonly (keyof Blank & string)[] | readonly string[];
  /** Markings of what is offered beside the record itself. */
  offered(offer: Offer): readonly RecordView[];
  /** A field in words, as the editor who was slower is told of it. */
  Words(props: { part: keyof Blank & string; values: Typed }): Children;
}

interface PageProps<Shown extends RecordView, Blank extends Typed, Offer> {
  look: FormLook<Shown, Blank, Offer>;
  form: RecordForm<Shown, Blank, Offer>;
}

/** The problems in the order in which their fields stand; what no field is called belongs to the marking. */
function inOrder(problems: readonly FieldProblem[], order: readonly string[]): FieldProblem[] {
  const place = ({ field }: FieldProblem) => {
    const found = order.indexOf(field.split('.')[0] ?? '');
    return found < 0 ? order.indexOf('marking') : found;
  };
  return [...problems].sort((a, b) => place(a) - place(b));
}

function Buttons({ edit, shared, back }: { edit: boolean; shared: string; back: string }) {
  const { t } = useUi();
  return (
    <Row>
      {edit ? (
        <Button>{t('ui.save')}</Button>
      ) : (
        <>
          <Button name="state" value={shared}>
            {t('record.form.publish')}
          </Button>
          <Button name="state" value="DRAFT" kind="secondary">
            {t('record.form.draft')}
          </Button>
        </>
      )}
      <a href={back}>{t('ui.cancel')}</a>
    </Row>
  );
}

/** What was typed against, for the next save. */
function Hidden({
  values,
  record,
  loaded,
}: {
  values: { version?: number };
  record: RecordView | null;
  loaded: string;
}) {
  return (
    <>
      {values.version !== undefined && <input type="hidden" name="version" value={String(values.version)} />}
      {record && <input type="hidden" name="loaded" value={loaded} />}
    </>
  );
}

function useTitle({ words }: { words: string }, record: RecordView | null): string {
  const { t } = useUi();
  return record ? t('record.edit.title', { ref: record.ref ?? '' }) : t(`${words}.new.title`);
}

/** Create and edit, of any type: its fields, "Share with" among them, and what others changed meanwhile. */
export function RecordFormPage<Shown extends RecordView, Blank extends Typed, Offer>({
  look,
  form,
}: PageProps<Shown, Blank, Offer>) {
  const { t } = useUi();
  const { record, values, problems, stale, stored } = form;
  const { room, words } = look;
  const title = useTitle(look, record);
  const back = record ? `${room.href}/${record.id}` : room.href;
  const preview = { page: record ? `${back}/edit` : `${room.href}/new`, live: `${room.href}/audience-preview` };
  const lede = look.lede && !record ? { lede: t(`${words}.new.lede`) } : {};
  return (
    <Layout
      title={title}
      nav={room.nav}
      width="narrow"
      breadcrumbs={[
        { href: room.href, label: t(room.messageId) },
        ...(record ? [{ href: back, label: record.ref ?? '' }] : []),
        { label: title },
      ]}
      markings={[...(record ? [record] : []), ...look.offered(form.offer)].flatMap(({ marking }) => marking ?? [])}
      errors={inOrder(problems, look.order)}
    >
      <div {...(record ? { 'data-id': record.id } : {})}>
        <PageHeader title={title} {...lede} />
      </div>
      {stale && record && stored && (
        <EditDifferences record={record} stale={stale} stored={stored} words={look.Words} />
      )}
      <Form action={back} remember>
        <Hidden values={values} record={record} loaded={form.loaded} />
        <look.Above {...form} />
        <ShareFields offer={form} preview={preview} />
        <look.Below {...form} />
        <Buttons edit={record !== null} shared={look.shared} back={back} />
      </Form>
    </Layout>
  );
}
