import type { ChangeView } from '../../../gate/policy-views.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Row, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { LineEditor } from '../../../ui/components/line-editor.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { Editor } from '../edit-change.ts';
import { useChangeTitle } from './changes-page.tsx';

type Problem = ChangeView['problems'][number];

const fileAddress = (version: number, path: string) =>
  `/policies/changes/${version}/edit?file=${encodeURIComponent(path)}`;

function ProblemList({ editor }: { editor: Editor }) {
  const { t } = useUi();
  const { problems, version, cases } = editor.change;
  const failed = cases.filter(({ failure }) => failure !== '');
  if (problems.length === 0 && failed.length === 0) return null;
  const here = (problem: Problem) => problem.folder === editor.folder && problem.file === editor.name;
  const place = ({ folder, file, line, column }: Problem) => `${folder}/${file}:${line}:${column}`;
  return (
    <Note kind="bad" title={t('policies.problems.title', { count: problems.length + failed.length })}>
      <ul class="s-list">
        {problems.map((problem) => (
          <li key={`${place(problem)} ${problem.message}`}>
            {here(problem) ? (
              <a href={`#line-${problem.line}`} data-s-line={problem.line}>
                {place(problem)}
              </a>
            ) : (
              <a href={`${fileAddress(version, `${problem.folder}/${problem.file}`)}#line-${problem.line}`}>
                {place(problem)}
              </a>
            )}{' '}
            {problem.message}
            {problem.suggestion && <span class="s-mute"> ({problem.suggestion})</span>}
          </li>
        ))}
        {failed.map(({ title, file, line, failure }) => (
          <li key={`${file} ${line}`}>
            <a href={`${fileAddress(version, `cases/${file}`)}#line-${line}`}>
              cases/{file}:{line}
            </a>{' '}
            {title}: {failure}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Files({ editor }: { editor: Editor }) {
  const { t } = useUi();
  const { version } = editor.change;
  const current = `${editor.folder}/${editor.name}`;
  return (
    <Card title={t('policies.files')} look="soft">
      <ul class="s-list">
        {editor.files.map(({ folder, name, edited, removed }) => {
          const path = `${folder}/${name}`;
          return (
            <li key={path}>
              <a href={fileAddress(version, path)} {...(path === current ? { 'aria-current': 'page' as const } : {})}>
                {path}
              </a>
              {edited && <span class="s-mute"> {t(removed ? 'policies.takenAway' : 'policies.edited')}</span>}
            </li>
          );
        })}
      </ul>
      <Disclosure summary={t('policies.file.new')}>
        <Form action={`/policies/changes/${version}/new-file`} method="get" scope="new">
          <TextField name="file" label={t('policies.file.name')} hint={t('policies.file.name.hint')} value="rules/" />
          <Button kind="secondary">{t('policies.file.open')}</Button>
        </Form>
      </Disclosure>
    </Card>
  );
}

function EditForm({ editor }: { editor: Editor }) {
  const { t } = useUi();
  const { change, folder, name, text, locked, removed } = editor;
  const path = `${folder}/${name}`;
  const against = change.steps.find(({ step }) => step === 'edit')?.against;
  const readOnly = locked || Boolean(against);
  const marked = change.problems.filter((one) => one.folder === folder && one.file === name).map(({ line }) => line);
  return (
    <Form action={`/policies/changes/${change.version}/edit`} remember={!readOnly}>
      <input type="hidden" name="file" value={path} />
      <input type="hidden" name="version" value={String(change.rowVersion)} />
      <LineEditor
        name="text"
        label={path}
        hint={t(locked ? 'policies.floor.locked' : removed ? 'policies.editor.removed' : 'policies.editor.hint')}
        value={text}
        marked={marked}
        readOnly={readOnly}
      />
      <Row>
        {!readOnly && <Button>{t(removed ? 'policies.file.bringBack' : 'policies.save')}</Button>}
        <ButtonLink href={`/policies/changes/${change.version}`}>{t('policies.toChange')}</ButtonLink>
      </Row>
      {!readOnly && <OtherButtons editor={editor} />}
    </Form>
  );
}

/** What loses something stands apart from saving, and says what is lost. */
function OtherButtons({ editor: { before, fresh, removed, text } }: { editor: Editor }) {
  const { t } = useUi();
  const differs = before !== null && before !== text;
  if (fresh || removed) return null;
  return (
    <Disclosure summary={t(differs ? 'policies.file.other' : 'policies.file.remove')}>
      {differs && (
        <>
          <p>{t('policies.file.restore.about')}</p>
          <p>
            <Button kind="secondary" name="restore" value="1">
              {t('policies.file.restore')}
            </Button>
          </p>
        </>
      )}
      <p>{t(before === null ? 'policies.file.remove.new' : 'policies.file.remove.about')}</p>
      <p>
        <Button kind="danger" name="remove" value="1">
          {t('policies.file.remove')}
        </Button>
      </p>
    </Disclosure>
  );
}

/** The document editor: the file with its line numbers, what is wrong with it, and every other file of the policy. */
export function EditorPage(editor: Editor) {
  const { t } = useUi();
  const titleOf = useChangeTitle();
  const { change, stale, fieldProblems } = editor;
  const title = titleOf(change);
  return (
    <Layout
      title={title}
      nav="policies"
      breadcrumbs={[
        { href: '/policies/changes', label: t('policies.changes.title') },
        {
          href: `/policies/changes/${change.version}`,
          label: t('policies.change', { version: String(change.version) }),
        },
        { label: `${editor.folder}/${editor.name}` },
      ]}
      markings={[]}
      errors={fieldProblems}
    >
      <PageHeader over={t('policies.change', { version: String(change.version) })} title={title} />
      {stale && (
        <Note kind="warn" live title={t('error.stale-version.title')}>
          <p>{t('policies.editor.stale')}</p>
        </Note>
      )}
      <ProblemList editor={editor} />
      <Split main={<EditForm editor={editor} />} side={<Files editor={editor} />} />
    </Layout>
  );
}
