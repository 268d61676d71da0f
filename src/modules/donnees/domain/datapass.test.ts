import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appliquer, enVigueurApres, isEvenementConnu, lireNotification, type Notification } from './datapass.ts';

const SIREN = '218601946';
const corps = (change: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => ({
  event: 'approve',
  fired_at: 1_764_000_000,
  model_type: 'authorization_request/api_particulier',
  model_id: 9001,
  ...change,
  data: {
    id: 9001,
    state: 'validated',
    organization: { id: 1, name: 'X', siret: '21860194600013' },
    applicant: { email: 'odile@exemple.test', given_name: 'Odile', family_name: 'VERDIER', phone_number: '0600000000' },
    authorizations: [
      {
        state: 'active',
        revoked: false,
        created_at: '2026-01-01T00:00:00Z',
        data: { scopes: ['cnaf_adresse'] },
        definition_id: 'api_particulier',
      },
    ],
    data: { intitule: 'Cantine', scopes: ['cnaf_adresse', 'cnaf_enfants'] },
    ...data,
  },
});
const lue = (change?: Record<string, unknown>, data?: Record<string, unknown>): Notification => {
  const notification = lireNotification(corps(change, data));
  if (!notification) throw new Error('unreadable');
  return notification;
};
const VALIDEE = { etat: 'validee', enVigueur: true, scopes: ['cnaf_adresse'] } as const;

describe('a notification', () => {
  test('is read without anything of the applicant', () => {
    expect(lue()).toEqual({
      evenement: 'approve',
      fournisseur: 'api_particulier',
      datapassId: 9001,
      survenueAt: Temporal.Instant.fromEpochMilliseconds(1_764_000_000_000),
      siren: SIREN,
      accordees: [['cnaf_adresse']],
      demandes: ['cnaf_adresse', 'cnaf_enfants'],
    });
    expect(JSON.stringify(lue())).not.toMatch(/odile|verdier|0600/i);
  });

  test('dates itself in either way', () => {
    const iso = lue({ fired_at: undefined, occurred_at: '2026-11-24T10:00:00.250+01:00' });
    expect(iso.survenueAt.toString()).toBe('2026-11-24T09:00:00.25Z');
    for (const change of [{ fired_at: undefined }, { fired_at: 1e12 }, { occurred_at: 'hier' }, { model_id: '9001' }]) {
      expect(lireNotification(corps(change))).toBeUndefined();
    }
  });

  test.each([null, 'x', 3, [], {}, { event: 'approve' }])('%j is none', (body) => {
    expect(lireNotification(body)).toBeUndefined();
  });

  test('never throws, whatever the body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => void lireNotification(corps({ data: a }, { data: b }))),
    );
    fc.assert(fc.property(fc.anything(), (body) => void lireNotification(body)));
  });

  test('names its provider in the ways that DataPass has', () => {
    const of = (type: string) => lireNotification(corps({ model_type: type }))?.fournisseur;
    expect(of('authorization_request/france_connect')).toBe('franceconnect');
    expect(of('AuthorizationRequest::APIEntreprise')).toBe('api_entreprise');
    expect(of('authorization_request/api_impot_particulier')).toBeUndefined();
    expect(of('authorization_request/constructor')).toBeUndefined();
  });
});

describe('what it does', () => {
  test('only what is granted counts, not what is asked: a request open again grants nothing more', () => {
    expect(appliquer(lue({ event: 'reopen' }), VALIDEE, SIREN)).toEqual({ ...VALIDEE, etat: 'brouillon' });
    expect(appliquer(lue({ event: 'update' }), VALIDEE, SIREN)).toBeUndefined();
    expect(appliquer(lue({ event: 'submit' }), VALIDEE, SIREN)).toEqual({ ...VALIDEE, etat: 'soumise' });
    expect(appliquer(lue({ event: 'refuse' }), VALIDEE, SIREN)).toEqual({ ...VALIDEE, etat: 'refusee' });
    expect(appliquer(lue(), { ...VALIDEE, scopes: [] }, SIREN)).toEqual(VALIDEE);
  });

  test('the last grant that holds is the one; those of other providers and those taken back are not', () => {
    const grant = (scopes: string[], change: object = {}) => ({
      state: 'active',
      revoked: false,
      created_at: '2026-02-01T00:00:00Z',
      data: { scopes },
      definition_id: 'api_particulier',
      ...change,
    });
    const authorizations = [
      grant(['cnaf_enfants'], { created_at: '2026-06-01T00:00:00Z' }),
      grant(['cnaf_adresse']),
      grant(['dgfip'], { state: 'obsolete', created_at: '2026-09-01T00:00:00Z' }),
      grant(['dgfip'], { revoked: true, created_at: '2026-09-01T00:00:00Z' }),
      grant(['dgfip'], { definition_id: 'api_entreprise', created_at: '2026-09-01T00:00:00Z' }),
    ];
    expect(appliquer(lue({}, { authorizations }), VALIDEE, SIREN)?.scopes).toEqual(['cnaf_enfants']);
    expect(appliquer(lue({}, { authorizations: [] }), VALIDEE, SIREN)?.enVigueur).toBe(false);
  });

  test('revoked, archived, or gone to another organisation: nothing holds any more', () => {
    for (const event of ['revoke', 'archive']) expect(appliquer(lue({ event }), VALIDEE, SIREN)?.enVigueur).toBe(false);
    const gone = lue({ event: 'transfer' }, { organization: { siret: '21230810000013' } });
    expect(appliquer(gone, VALIDEE, SIREN)).toEqual({ ...VALIDEE, enVigueur: false });
    expect(appliquer(lue({ event: 'transfer' }), VALIDEE, SIREN)).toBeUndefined();
  });

  test('nothing but an approval brings back what was revoked', () => {
    const revoquee = { etat: 'revoquee', enVigueur: false, scopes: ['cnaf_adresse'] } as const;
    for (const event of [
      'create',
      'submit',
      'request_changes',
      'reopen',
      'cancel_reopening',
      'refuse',
      'archive',
      'revoke',
    ]) {
      expect(isEvenementConnu(event)).toBe(true);
      expect(appliquer(lue({ event }), revoquee, SIREN)?.enVigueur, event).toBe(false);
    }
    expect(appliquer(lue({ event: 'inconnu' }), VALIDEE, SIREN)).toBeUndefined();
    expect(appliquer(lue({ event: 'toString' }), VALIDEE, SIREN)).toBeUndefined();
    expect(enVigueurApres('brouillon', true)).toBe(true);
  });
});
