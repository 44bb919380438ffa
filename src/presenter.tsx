import { createHash } from 'node:crypto';
import type express from 'express';
import type { VNode } from 'preact';
import { contentRoles } from '../policies/vocabulary.ts';
import type { AppError } from './errors.ts';
import type { Directory } from './gate/directory.ts';
import type { PageContext, Presenter } from './gate/presenter.ts';
import { pageOf } from './gate/request.ts';
import type { SignedIn } from './gate/signed-in.ts';
import { subjectFrom } from './gate/subject-source.ts';
import { readCookie } from './http/cookies.ts';
import { readNotice } from './http/notice.ts';
import { renderDocument, type Theme, type Ui } from './ui/context.tsx';
import { formatFor } from './ui/format.ts';
import { hasMessage, translator } from './ui/i18n.ts';
import type { Language } from './ui/languages.ts';
import { listOf } from './ui/navigation.ts';
import { negotiateLanguage } from './ui/negotiate.ts';
import { ErrorPage } from './ui/pages/error-page.tsx';

/** The language of a request: the device's choice, else the person's, else the browser's. */
export function languageFor(req: express.Request, personLanguage?: string): Language {
  return negotiateLanguage(readCookie(req, '__Host-seguito-lang'), req.get('accept-language'), personLanguage);
}

function themeFor(req: express.Request): Theme {
  const theme = readCookie(req, '__Host-seguito-theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

function shownPerson({ person, name, agency, roles }: SignedIn): NonNullable<Ui['person']> {
  const key = createHash('sha256').update(person).digest('base64url').slice(0, 22);
  return { key, name, agency, roles };
}

/** What a page knows of its reader; nothing in it is a record. */
export function uiFor(context: PageContext, directory: Directory, demo: boolean): Ui {
  const { req, signedIn, facts } = context;
  const lang = languageFor(req, signedIn?.language);
  return {
    lang,
    t: translator(lang),
    format: formatFor(lang),
    path: pageOf(req),
    theme: themeFor(req),
    person: signedIn ? shownPerson(signedIn) : null,
    purpose: shownPurpose(context),
    clearanceEnded: clearanceEnd(signedIn),
    withoutMfa: signedIn?.assurance === 'basic' && subjectFrom(signedIn, Date.now()).clearance === 'RESTRICTED',
    csrfToken: signedIn?.csrfToken ?? '',
    demo,
    agencyName: (code) => directory.name(code, lang),
    requestId: facts.requestId,
    ignored: context.ignored ?? [],
    done: doneOf(req, lang),
    footnotes: [],
  };
}

/**
 * What is assumed is said only of those to whom it is offered. Nothing that a control role does depends on a purpose: it
 * gets no word of one unless it stated one.
 */
function shownPurpose({ signedIn, purpose }: PageContext): Ui['purpose'] {
  if (!signedIn || !purpose || purpose.stated) return purpose;
  if (!contentRoles.some((role) => signedIn.roles.includes(role))) return null;
  return signedIn.purposes.some((code) => code === purpose.code) ? purpose : { code: null, stated: false };
}

function clearanceEnd(signedIn: PageContext['signedIn']): string | null {
  if (signedIn?.clearance !== 'RESTRICTED' || signedIn.clearanceUntil === null) return null;
  return Date.parse(signedIn.clearanceUntil) <= Date.now() ? signedIn.clearanceUntil : null;
}

/** A letter with an asterisk: a name that the members agreed a note on. */
const starred = /\p{L}\*/u;

/** The document; the notes stand on it where a name carries the asterisk, whether in our words or in a record's. */
function documentOf(view: VNode, ui: Ui, directory: Directory): string {
  const html = renderDocument(view, ui);
  if (!starred.test(html)) return html;
  const footnotes = directory.footnotes().map(({ participant, text }) => {
    const id = `participant.footnote.${participant}`;
    return hasMessage(ui.lang, id) ? ui.t(id) : text;
  });
  return footnotes.length > 0 ? renderDocument(view, { ...ui, footnotes }) : html;
}

/** Only what has words here is said: whatever else a cookie holds is nothing. */
function doneOf(req: express.Request, lang: Language): string | null {
  const code = readNotice(req);
  return code !== null && hasMessage(lang, `done.${code}`) ? code : null;
}

/** Makes documents and problem texts out of values; the only place where gate and pages meet. */
export function createPresenter(directory: Directory, demo: boolean): Presenter {
  return {
    page: (view, context) => documentOf(view, uiFor(context, directory, demo), directory),
    problemPage: (problem, context) =>
      renderDocument(
        <ErrorPage
          status={problem.status}
          messageId={`${textId(problem)}.detail`}
          params={problem.params}
          fields={problem.fields}
          requestId={context.facts.requestId}
          whatToDo={[`${textId(problem)}.remedy`]}
          list={listOf(context.req.path)}
        />,
        uiFor(context, directory, demo),
      ),
    problemText: (problem, context) => textOf(problem, uiFor(context, directory, demo)),
  };
}

/** Wrong input that no field is to blame for has words of its own: "the fields named below" would name none. */
function textId({ code, fields, messageId }: AppError): string {
  return code === 'invalid-input' && fields.length === 0 ? `${messageId}.noField` : messageId;
}

function textOf(problem: AppError, { t }: Ui): ReturnType<Presenter['problemText']> {
  return {
    title: t(`${problem.messageId}.title`, problem.params),
    detail: `${t(`${textId(problem)}.detail`, problem.params)} ${t(`${textId(problem)}.remedy`, problem.params)}`,
    fields: problem.fields.map(({ field, messageId, params }) => ({ field, message: t(messageId, params) })),
  };
}
