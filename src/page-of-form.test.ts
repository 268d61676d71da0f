import { expect, test } from 'vitest';
import { makePageOfForm } from './page-of-form.ts';

const GET = async () => ({ type: 'redirection', vers: '/' }) as const;

const pageOfForm = makePageOfForm([
  { path: '/' },
  { path: '/instruction/:organisation/dossiers/:dossier', GET },
  { path: '/instruction/:organisation/dossiers/:dossier/messages' },
  { path: '/instruction/:organisation/dossiers/:dossier/decision', GET },
  { path: '/fonds/:organisation/paiements', GET },
  { path: '/fonds/:organisation/paiements/retours' },
  { path: '/compte/personnes-aidees', GET },
  { path: '/compte/personnes-aidees/:mandat/fin' },
]);

test.each([
  ['/instruction/poitiers/dossiers/12/messages', '/instruction/poitiers/dossiers/12'],
  ['/instruction/poitiers/dossiers/12/decision', '/instruction/poitiers/dossiers/12/decision'],
  ['/fonds/dinum/paiements/retours', '/fonds/dinum/paiements'],
  ['/compte/personnes-aidees/7/fin', '/compte/personnes-aidees'],
  ['/nulle/part', '/'],
])('the form of %s stands on %s', (path, page) => {
  expect(pageOfForm(path)).toBe(page);
});
