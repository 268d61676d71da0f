import { describe, expect, test } from 'vitest';
import { deterministicRandom } from '../../../platform/random.ts';
import { newCode, parseCode } from './code-mandat.ts';
import {
  type ActionMandat,
  applyMandat,
  echeanceOf,
  isEnVigueur,
  type PartieMandat,
  parseDureeMandat,
  type StatutMandat,
  TRANSITIONS_MANDAT,
} from './mandat.ts';

const NOW = Temporal.Instant.from('2026-11-24T13:05:00Z');
const LATER = NOW.add({ seconds: 1 });

const STATUTS: readonly StatutMandat[] = ['propose', 'accepte', 'refuse', 'bloque', 'revoque', 'rendu', 'expire'];
const PARTIES: readonly PartieMandat[] = ['mandant', 'mandataire', 'systeme'];
const ACTIONS = Object.keys(TRANSITIONS_MANDAT) as ActionMandat[];

describe('the life of a mandate', () => {
  test('is this, and nothing else', () => {
    const possible = STATUTS.flatMap((statut) =>
      ACTIONS.flatMap((action) =>
        PARTIES.flatMap((par) =>
          [LATER, NOW].flatMap((echeance) => {
            const vers = applyMandat(action, par, { statut, echeance }, NOW);
            return vers.ok ? `${statut} → ${vers.value}, ${par}, ${echeance === NOW ? 'échu' : 'en cours'}` : [];
          }),
        ),
      ),
    );
    expect(possible).toEqual([
      'propose → accepte, mandataire, en cours',
      'propose → refuse, mandataire, en cours',
      'propose → bloque, systeme, en cours',
      'propose → bloque, systeme, échu',
      'propose → revoque, mandant, en cours',
      'propose → revoque, mandant, échu',
      'propose → expire, systeme, échu',
      'accepte → revoque, mandant, en cours',
      'accepte → revoque, mandant, échu',
      'accepte → rendu, mandataire, en cours',
      'accepte → rendu, mandataire, échu',
      'accepte → expire, systeme, échu',
    ]);
  });

  test('a refusal says which: not yours, not any more, too late', () => {
    const said = (action: ActionMandat, par: PartieMandat, statut: StatutMandat) => {
      const applied = applyMandat(action, par, { statut, echeance: NOW }, NOW);
      return applied.ok ? '' : applied.error;
    };
    expect(said('revoquer', 'mandataire', 'accepte')).toContain('Vous ne pouvez pas');
    expect(said('accepter', 'mandataire', 'revoque')).toContain('rechargez');
    expect(said('accepter', 'mandataire', 'propose')).toContain('à son terme');
  });

  test('allows to act only once accepted, and not at its very end', () => {
    expect(STATUTS.filter((statut) => isEnVigueur({ statut, echeance: LATER }, NOW))).toEqual(['accepte']);
    expect(isEnVigueur({ statut: 'accepte', echeance: NOW }, NOW)).toBe(false);
  });
});

describe('its length', () => {
  test.each([
    ['jour', '2026-03-28T14:30:00+01:00', '2026-03-29T14:30:00+02:00'],
    ['mois', '2027-01-31T09:00:00+01:00', '2027-02-28T09:00:00+01:00'],
    ['six_mois', '2026-11-24T14:00:00+01:00', '2027-05-24T14:00:00+02:00'],
    ['an', '2028-02-29T00:00:00+01:00', '2029-02-28T00:00:00+01:00'],
  ] as const)('%s from %s is until %s', (duree, from, until) => {
    expect(echeanceOf(duree, Temporal.Instant.from(from)).toString()).toBe(Temporal.Instant.from(until).toString());
  });

  test('is one of four, and no word that an object knows', () => {
    expect(parseDureeMandat('an')).toEqual({ ok: true, value: 'an' });
    for (const typed of ['', 'siecle', 'constructor', '__proto__']) expect(parseDureeMandat(typed).ok).toBe(false);
  });
});

describe('its code', () => {
  test('has six digits, the first ones zero too, and all are as likely', () => {
    const random = deterministicRandom('codes');
    const codes = Array.from({ length: 2000 }, () => newCode(random));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1990);
    const firsts = Map.groupBy(codes, (code) => code[0]);
    expect([...firsts.values()].every((group) => group.length > 140 && group.length < 260)).toBe(true);
  });

  test('a draw that would favour some codes is drawn again', () => {
    const draws = [Uint8Array.of(0xff, 0xff, 0xff), Uint8Array.of(0, 0, 7)];
    expect(newCode({ bytes: () => draws.shift() ?? Uint8Array.of() })).toBe('000007');
  });

  test('is read as people copy it', () => {
    for (const typed of ['123456', '123 456', '123\u00a0456', ' 12-34.56 ']) {
      expect(parseCode(typed)).toEqual({ ok: true, value: '123456' });
    }
    for (const typed of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦']) expect(parseCode(typed).ok).toBe(false);
  });
});
