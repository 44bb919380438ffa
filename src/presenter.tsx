import type express from 'express';
import type { AppError } from './errors.ts';
import type { Directory } from './gate/directory.ts';
import type { PageContext, Presenter } from './gate/presenter.ts';
import { readCookie } from './http/cookies.ts';
import { renderDocument, type Theme, type Ui } from './ui/context.tsx';
import { formatFor } from './ui/format.ts';
import { translator } from './ui/i18n.ts';
import type { Language } from './ui/languages.ts';
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

/** What a page knows of its reader; nothing in it is a record. */
export function uiFor(context: PageContext, directory: Directory, demo: boolean): Ui {
  const { req, signedIn, purpose, facts } = context;
  const lang = languageFor(req, signedIn?.language);
  return {
    lang,
    t: translator(lang),
    format: formatFor(lang),
    path: req.method === 'GET' ? req.originalUrl : '/',
    theme: themeFor(req),
    person: signedIn ? { name: signedIn.name, agency: signedIn.agency, roles: signedIn.roles } : null,
    purpose,
    csrfToken: signedIn?.csrfToken ?? '',
    demo,
    agencyName: (code) => directory.name(code, lang),
    requestId: facts.requestId,
    footnotes: signedIn ? directory.footnotes() : [],
  };
}

/** Makes documents and problem texts out of values; the only place where gate and pages meet. */
export function createPresenter(directory: Directory, demo: boolean): Presenter {
  return {
    page: (view, context) => renderDocument(view, uiFor(context, directory, demo)),
    problemPage: (problem, context) =>
      renderDocument(
        <ErrorPage
          status={problem.status}
          messageId={`${problem.messageId}.detail`}
          params={problem.params}
          requestId={context.facts.requestId}
          whatToDo={[`${problem.messageId}.remedy`]}
        />,
        uiFor(context, directory, demo),
      ),
    problemText: (problem, context) => textOf(problem, uiFor(context, directory, demo)),
  };
}

function textOf(problem: AppError, { t }: Ui): ReturnType<Presenter['problemText']> {
  return {
    title: t(`${problem.messageId}.title`, problem.params),
    detail: `${t(`${problem.messageId}.detail`, problem.params)} ${t(`${problem.messageId}.remedy`, problem.params)}`,
    fields: problem.fields.map(({ field, messageId, params }) => ({ field, message: t(messageId, params) })),
  };
}
