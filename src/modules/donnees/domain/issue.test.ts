import { describe, expect, test } from 'vitest';
import { COMPORTEMENTS, type NomComportement } from './comportements.ts';
import { issueOf, type ReponseHttp } from './issue.ts';
import { TABLE_DES_ERREURS } from './table-des-erreurs.ts';

const answer = (status: number, body: unknown): ReponseHttp => ({
  status,
  entetes: new Headers(),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

const refused = (status: number, code: string, title = 'Titre', meta: unknown = {}) =>
  answer(status, { errors: [{ code, title, detail: '', source: null, meta }] });

function nomOf(reponse: ReponseHttp, porteur: 'france_connect' | 'habilitation' = 'habilitation') {
  const issue = issueOf(reponse, porteur);
  return issue.type === 'obtenue' ? 'obtenue' : issue.nom;
}

describe('the table of errors', () => {
  test.each(TABLE_DES_ERREURS)('$status $code $titre → $comportement', ({ status, code, titre, comportement }) => {
    expect(nomOf(refused(status, code, titre))).toBe(comportement);
    // The same code under a status where it is not documented falls under that status.
    expect(nomOf(refused(500, code, titre))).toBe('illisible');
  });

  test('has no line that another one hides', () => {
    const keys = TABLE_DES_ERREURS.map(({ status, code, titre = '*' }) => `${status} ${code} ${titre}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [index, line] of TABLE_DES_ERREURS.entries()) {
      const above = TABLE_DES_ERREURS.slice(0, index);
      const hidden = above.some(({ status, code, titre }) => status === line.status && code === line.code && !titre);
      expect(hidden).toBe(false);
    }
  });
});

describe.each(Object.entries(COMPORTEMENTS))('%s', (_nom, comportement) => {
  test('says what to do in whole sentences, to the usager and to the agent', () => {
    for (const detenteur of ['la CAF ou la MSA', 'le Cnous', 'l’Assurance maladie', 'France Travail']) {
      const phrase = comportement.usager(detenteur);
      expect(phrase).toMatch(/^\p{Lu}.*\.$/u);
      expect(phrase).not.toMatch(/\b(de|à) le\b|[^\u00a0][;:!?]|'/);
      // Nobody is left without a way on.
      expect(phrase).toMatch(/Indiquez vous-même|indiquez vous-même|joignez/);
    }
    expect(comportement.agent).toMatch(/^\p{Lu}.*\.$/u);
  });

  test('never turns a failure into an answer, never insists, and alerts only about what somebody can repair', () => {
    expect(['absente', 'indisponible', 'refusee', 'a_corriger']).toContain(comportement.issue);
    if (comportement.issue === 'absente') expect(comportement.repos).toBe('aucun');
    if (comportement.issue !== 'indisponible') expect(comportement.nouvelEssai).toBe('jamais');
    if (comportement.repos === 'installation' || comportement.repos === 'fournisseur') {
      expect(comportement.nouvelEssai).toBe('jamais');
    }
  });
});

const WITHOUT_CODE: readonly [string, ReponseHttp, NomComportement][] = [
  ['no answer in time', undefined, 'hors_delai'],
  ['an empty 200', answer(200, ''), 'illisible'],
  ['HTML with 200', answer(200, '<html></html>'), 'illisible'],
  ['truncated JSON', answer(200, '{"data":{"a":'), 'illisible'],
  ['errors with 200', answer(200, { data: {}, errors: [{ code: '35003', title: 'x' }] }), 'illisible'],
  ['a list with 200', answer(200, []), 'illisible'],
  ['null with 200', answer(200, 'null'), 'illisible'],
  ['data that is no object', answer(200, { data: 'x' }), 'illisible'],
  ['a 204', answer(204, ''), 'illisible'],
  ['a 301', answer(301, ''), 'illisible'],
  ['a bare 401', answer(401, ''), 'jeton_refuse'],
  ['a bare 403', answer(403, '<html>'), 'droits_insuffisants'],
  ['a gateway’s 404', answer(404, '<html>'), 'panne_deguisee'],
  ['a 404 without errors', answer(404, { errors: [] }), 'panne_deguisee'],
  ['a 404 of an unknown provider', refused(404, '77003', 'Entité non trouvée'), 'inconnu'],
  ['the same, disguised', refused(404, '77003', 'Erreur inattendue'), 'panne_deguisee'],
  ['a bare 409', answer(409, ''), 'en_cours'],
  ['the 409 of version 2', answer(409, { error: 'conflict', reason: '', message: '' }), 'en_cours'],
  ['a 400 of version 2', answer(400, { error: 'bad_request', reason: '', message: '' }), 'requete_incorrecte'],
  ['an unknown 422', refused(422, '00999'), 'requete_incorrecte'],
  ['a bare 429', answer(429, ''), 'trop_de_requetes'],
  ['a bare 502', answer(502, '<html>'), 'reponse_inconnue'],
  ['the 503 of version 2', answer(503, { error: 'network_error', reason: '', message: '' }), 'service_indisponible'],
  ['a bare 504', answer(504, ''), 'hors_delai'],
  ['a teapot', answer(418, ''), 'requete_incorrecte'],
  ['a 500', answer(500, ''), 'illisible'],
  ['errors that are no list', answer(404, { errors: 'x' }), 'panne_deguisee'],
  ['an error that is a number', answer(404, { errors: [7] }), 'panne_deguisee'],
];

test.each(WITHOUT_CODE)('%s', (_, reponse, nom) => {
  expect(nomOf(reponse)).toBe(nom);
});

test('a refused FranceConnect token is over; a refused habilitation wants somebody', () => {
  expect(nomOf(refused(401, '00101'), 'france_connect')).toBe('identification');
  expect(nomOf(refused(401, '00103'), 'france_connect')).toBe('identification');
  expect(nomOf(refused(401, '50002'), 'france_connect')).toBe('identification');
  expect(COMPORTEMENTS.identification.alerte).toBe(false);
  expect(COMPORTEMENTS.jeton_refuse.alerte).toBe(true);
});

test('says when to come back', () => {
  expect(issueOf(refused(504, '00501', 'x', { retry_in: 10 }), 'habilitation')).toMatchObject({ retryIn: 10 });
  for (const retry_in of [-1, 0, '10', 1e9, null]) {
    expect(issueOf(refused(504, '00501', 'x', { retry_in }), 'habilitation')).toMatchObject({ retryIn: undefined });
  }
});

test('good data is given as it came', () => {
  const body = { data: { a: 1 }, links: {}, meta: {} };
  expect(issueOf(answer(200, body), 'habilitation')).toEqual({ type: 'obtenue', body });
});
