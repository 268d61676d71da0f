import { describe, expect, test } from 'vitest';
import { type CompteARapprocher, isFresh, rapprocher } from './rapprochement.ts';

const CERTIFIE: CompteARapprocher = {
  id: 'a',
  type: 'usager',
  fusionneeDans: null,
  identiteCertifiee: true,
  dateNaissance: '1989-04-17',
  codeCommuneNaissance: '86194',
  codePaysNaissance: '99100',
};
const DECLARE: CompteARapprocher = {
  ...CERTIFIE,
  id: 'b',
  identiteCertifiee: false,
  dateNaissance: null,
  codeCommuneNaissance: null,
  codePaysNaissance: null,
};

describe('which account stays', () => {
  test.each([
    ['the certified one, signed in', CERTIFIE, DECLARE, 'a'],
    ['the certified one, proven second', DECLARE, CERTIFIE, 'a'],
    ['of two declared, the one signed in', DECLARE, { ...DECLARE, id: 'c' }, 'b'],
    ['of two certified, the one signed in', { ...CERTIFIE, id: 'd' }, CERTIFIE, 'd'],
  ])('%s', (_what, connecte, autre, conservee) => {
    const fusion = rapprocher(connecte, autre);
    expect(fusion).toMatchObject({ ok: true, value: { conservee } });
  });
});

test.each([
  ['with oneself', CERTIFIE, CERTIFIE, 'même compte'],
  ['an agent and an usager', CERTIFIE, { ...DECLARE, type: 'agent' as const }, 'professionnel'],
  ['already merged', CERTIFIE, { ...DECLARE, fusionneeDans: 'z' }, 'déjà'],
  ['another day of birth', CERTIFIE, { ...CERTIFIE, id: 'c', dateNaissance: '1987-11-02' }, 'deux personnes'],
  ['another commune of birth', CERTIFIE, { ...CERTIFIE, id: 'c', codeCommuneNaissance: '69383' }, 'deux personnes'],
  ['another country of birth', CERTIFIE, { ...CERTIFIE, id: 'c', codePaysNaissance: '99352' }, 'deux personnes'],
])('never %s', (_what, connecte, autre, says) => {
  const fusion = rapprocher(connecte, autre);
  expect(fusion.ok ? '' : fusion.error).toContain(says);
});

test('a proof holds ten minutes', () => {
  const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
  expect(isFresh(now.subtract({ minutes: 10 }), now)).toBe(true);
  expect(isFresh(now.subtract({ minutes: 10, seconds: 1 }), now)).toBe(false);
});
