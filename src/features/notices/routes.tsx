import { z } from 'zod';
import { idInput, nothing } from '../../gate/input.ts';
import { noticeKinds } from '../../gate/registry-words.ts';
import { type Route, route } from '../../gate/route.ts';
import { NoticesPage } from './notices-page.tsx';

const own = { resource: 'notice' } as const;
const none = z.object({ params: nothing, query: nothing, body: nothing });
const byId = z.object({ params: z.object({ id: idInput }), query: nothing, body: nothing });
const noticeOutput = z.object({
  id: z.string(),
  agency: z.string(),
  kind: z.enum(noticeKinds),
  /** Codes and numbers, by kind. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  times: z.int(),
  at: z.string(),
  lastAt: z.string(),
  seenAt: z.string().nullable(),
});

/** What the own agency is told about itself. */
export const noticeRoutes: Route[] = [
  route({
    ...own,
    page: 'GET /notices',
    action: 'read',
    event: 'notice.read',
    input: none,
    handler: (gate) => gate.notices.all(),
    view: (notices) => <NoticesPage notices={notices} />,
  }),
  route({
    ...own,
    api: 'GET /api/v1/notices',
    action: 'read',
    event: 'notice.read',
    input: none,
    output: z.object({ items: z.array(noticeOutput), next: z.null() }),
    handler: async (gate) => ({ items: await gate.notices.all(), next: null }),
  }),
  route({
    ...own,
    page: 'POST /notices/:id/seen',
    action: 'update',
    event: 'notice.seen',
    input: byId,
    handler: (gate, { params }) => gate.notices.seen(params.id),
    goTo: () => '/notices',
    done: () => 'notice-seen',
  }),
  route({
    ...own,
    api: 'POST /api/v1/notices/:id/seen',
    action: 'update',
    event: 'notice.seen',
    input: byId,
    output: z.object({ seen: z.literal(true) }),
    handler: async (gate, { params }) => {
      await gate.notices.seen(params.id);
      return { seen: true as const };
    },
  }),
];
