import type { OpenRoute } from '../route.ts';

/** Whether the API itself answers. */
export const ping: OpenRoute = {
  access: 'open',
  path: '/api/ping',
  answer: () => ({ status: 200, body: 'pong' }),
};

/** Whether the source of the quotient familial answers. */
export const pingQuotientFamilial: OpenRoute = {
  access: 'open',
  path: '/api/cnaf_msa_quotient_familial/ping',
  answer({ now }) {
    const checkedAt = new Date(now()).toISOString();
    return { status: 200, body: { status: 'ok', last_update: checkedAt, last_ok_status: checkedAt } };
  },
};
