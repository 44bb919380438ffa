/**
 * The frame of every page. A feature's page is one component inside it:
 *
 *     export function ActionPage({ action, problems }: Props) {
 *       const { t } = useUi();
 *       return (
 *         <Layout
 *           title={action.title}
 *           nav="actions"
 *           breadcrumbs={[{ href: '/actions', label: t('ui.nav.actions') }, { label: action.ref }]}
 *           markings={[action.marking, ...updates.map((update) => update.marking)]}
 *           errors={problems}
 *         >
 *           <PageHeader title={action.title} tags={<StateTag kind="action" state={action.state} />} />
 *           <Form action={`/actions/${action.id}/transitions`}>
 *             <TextArea name="reason" label={t('action.reason')} maxLength={500} />
 *             <Button>{t('action.close')}</Button>
 *           </Form>
 *         </Layout>
 *       );
 *     }
 *
 *     renderDocument(<ActionPage … />, ui)      // the whole document as a string
 *
 * Rules: exactly one h1 (PageHeader brings it) · `markings` = every marking shown on the page, its parts included ·
 * forms only through <Form> (it carries the CSRF token) · problems go to `errors`, and each field finds its own ·
 * every text is a message; text of records is passed as children and escaped · no style attribute, no inline script.
 */
import { type Breadcrumb, Breadcrumbs } from './components/breadcrumbs.tsx';
import { DoneNotice } from './components/done-notice.tsx';
import { ErrorSummary } from './components/error-summary.tsx';
import { Footer } from './components/footer.tsx';
import { Head } from './components/head.tsx';
import { IgnoredFilters } from './components/ignored-filters.tsx';
import { KeysDialog } from './components/keys-dialog.tsx';
import { MarkingBanner } from './components/marking-banner.tsx';
import { Masthead } from './components/masthead.tsx';
import { type Children, useUi } from './context.tsx';
import { highestMarking, type ShownMarking } from './marking/highest.ts';
import type { NavKey } from './navigation.ts';
import { type FieldProblem, ProblemsContext, SentForm } from './problems.ts';

export interface LayoutProps {
  /** Title of the document; the page's own h1 comes with PageHeader. */
  title: string;
  children: Children;
  breadcrumbs?: readonly Breadcrumb[] | undefined;
  nav?: NavKey | undefined;
  /** The markings shown on the page; the banner says the highest. None = no banner. */
  markings: readonly ShownMarking[];
  errors?: readonly FieldProblem[] | undefined;
  /** Scope of the form that the errors belong to, where the page has several. */
  sent?: string | null | undefined;
  /** `wide` for tables, `narrow` for one form or one message. */
  width?: 'wide' | 'narrow' | undefined;
  /** True where a typed form must survive the detour: sign-in, purpose, error. */
  detour?: boolean | undefined;
}

export function Layout(props: LayoutProps) {
  const { title, children, breadcrumbs = [], nav, errors = [], sent = null, width = 'wide', detour = false } = props;
  const { lang, theme, t, person } = useUi();
  const marking = highestMarking(props.markings);
  const screenOnly = marking?.caveats.includes('DISPLAY-ONLY') ?? false;
  return (
    <html lang={lang} {...(theme === 'auto' ? {} : { 'data-theme': theme })}>
      <Head title={title} problems={errors.length} />
      <body
        data-s-owner={person?.key ?? ''}
        {...(detour || errors.length > 0 ? { 'data-s-detour': '' } : {})}
        {...(screenOnly ? { 'data-s-screen-only': '' } : {})}
      >
        <a class="s-skip" href="#main">
          {t('ui.skip')}
        </a>
        {marking && <MarkingBanner marking={marking} place="top" />}
        <Masthead nav={nav} />
        <div class={`s-page s-page--${width}`}>
          {screenOnly && <p class="s-print-only">{t('marking.caveat.DISPLAY-ONLY.print')}</p>}
          {breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
          <main id="main" tabindex={-1}>
            <ProblemsContext.Provider value={errors}>
              <SentForm.Provider value={sent}>
                <DoneNotice />
                <IgnoredFilters />
                {errors.length > 0 && <ErrorSummary problems={errors} />}
                {children}
              </SentForm.Provider>
            </ProblemsContext.Provider>
          </main>
        </div>
        <Footer />
        {marking && <MarkingBanner marking={marking} place="end" />}
        {person && <KeysDialog />}
      </body>
    </html>
  );
}
