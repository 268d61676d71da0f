import { refuse } from '../errors.ts';
import type { OpenRoute } from '../route.ts';

/** What a habilitation token opens. */
export const introspect: OpenRoute = {
  access: 'open',
  path: '/api/introspect',
  answer({ query, scopesOf }) {
    const scopes = scopesOf(query.get('token') ?? '');
    return scopes
      ? { status: 200, body: { _id: 'parvis-simulateur', name: 'Parvis (simulateur)', scopes } }
      : refuse('invalidToken');
  },
};
