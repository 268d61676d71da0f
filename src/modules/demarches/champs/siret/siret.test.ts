import { describe, expect, it } from 'vitest';
import {
  champDEssai,
  contexteDEssai,
  erreursLues,
  lireParties,
  valeurLue,
} from '../../../../../test/support/champs.ts';
import type { Outils } from '../../domain/champ.ts';
import type { EtablissementConnu, ReponseReferentiel } from '../../domain/referentiels.ts';
import { lireValeur, typeOf } from '../../domain/registre.ts';
import { completerSiret } from './completer.ts';
import type { ValeurSiret } from './definition.ts';

const KEPT = { siret: '13002526500013', siren: '130025265' };
const LE = Temporal.Instant.from('2026-11-24T09:30:00.123Z');
const DINUM: EtablissementConnu = {
  nom: 'DINUM',
  adresse: '20 AV DE SÉGUR 75007 PARIS',
  formeJuridique: 'Service central d’un ministère',
  etat: 'ouvert',
};
const CONSTAT = { etat: 'connu', source: 'le répertoire Sirene', le: '2026-11-24T09:30:00Z' } as const;

/** The register answers this; `asked` counts its questions. */
function outils(reponse: ReponseReferentiel<EtablissementConnu>) {
  const asked: string[] = [];
  const referentiels = {
    etablissement: async (siret: string) => {
      asked.push(siret);
      return reponse;
    },
  };
  const pour = { organisation: { siren: '218601946' }, demarche: 'Essai', dossierId: 'd' };
  return { asked, outils: { referentiels, pour, maintenant: LE } as unknown as Outils };
}

const connu = (valeur: EtablissementConnu) =>
  ({ type: 'connu', valeur, source: 'le répertoire Sirene', le: LE }) as const;

describe('siret', () => {
  const champ = champDEssai('siret');
  const typed = { '': '130 025 265 00013' };
  const avec = (essai: ValeurSiret) => ({ reponses: { essai }, origines: {} });

  it('keeps the number and its SIREN, and reads it in groups', () => {
    expect(valeurLue(champ, typed)).toEqual(KEPT);
    expect(lireValeur(champ, KEPT, contexteDEssai())).toBe('130\u00a0025\u00a0265\u00a000013');
  });

  it('refuses a wrong key', () => {
    expect(erreursLues(champ, { '': '13002526500014' })['']).toMatch(/clé de contrôle/);
  });

  it('takes from a source only a SIREN of its SIRET', () => {
    const { valeur } = typeOf(champ, contexteDEssai());
    expect(valeur.safeParse({ siret: '13002526500013', siren: '356000000' }).success).toBe(false);
    expect(valeur.safeParse({ siret: '13002526500014', siren: '130025265' }).success).toBe(false);
  });

  it('learns from the register who it is, once, and shows it to be confirmed', async () => {
    const register = outils(connu({ ...DINUM, masque: true }));
    const found = await completerSiret(KEPT, champ as never, register.outils);
    expect(found).toEqual({ valeur: { ...KEPT, organisme: DINUM, constat: CONSTAT }, aConfirmer: true });
    expect(typeOf(champ, contexteDEssai()).valeur.safeParse(found?.valeur).success).toBe(true);
    expect(await completerSiret(found?.valeur ?? KEPT, champ as never, register.outils)).toBeUndefined();
    expect(register.asked).toEqual(['13002526500013']);
    expect(lireValeur(champ, found?.valeur ?? '', contexteDEssai())).toBe(
      'DINUM\n130\u00a0025\u00a0265\u00a000013\n20 AV DE SÉGUR 75007 PARIS, Service central d’un ministère\nSelon le répertoire Sirene, le 24 novembre 2026',
    );
  });

  it('keeps what was found while the number is the same, and never takes it from the form', () => {
    const kept: ValeurSiret = { ...KEPT, organisme: DINUM, constat: CONSTAT };
    expect(valeurLue(champ, typed, contexteDEssai(), avec(kept))).toEqual(kept);
    expect(valeurLue(champ, { '': '356 000 000 00048' }, contexteDEssai(), avec(kept))).toEqual({
      siret: '35600000000048',
      siren: '356000000',
    });
    const forged = { ...typed, organisme: 'MOI', 'organisme.nom': 'MOI', 'constat.etat': 'connu' };
    expect(valeurLue(champ, forged)).toEqual(KEPT);
  });

  it('unknown: goes on, marked', async () => {
    const { outils: register } = outils({ type: 'inconnu', source: 'le répertoire Sirene', le: LE });
    const found = await completerSiret(KEPT, champ as never, register);
    expect(found).toMatchObject({ aConfirmer: true, valeur: { constat: { etat: 'inconnu' } } });
    const kept = found?.valeur as ValeurSiret;
    expect(valeurLue(champ, typed, contexteDEssai(), avec(kept))).toEqual(kept);
    expect(lireValeur(champ, kept, contexteDEssai())).toMatch(/\nNon vérifié\u00a0: ne figure pas dans/);
  });

  it('nobody answers: as declared, marked, and asked again the next time', async () => {
    const register = outils({ type: 'muet' });
    const found = await completerSiret(KEPT, champ as never, register.outils);
    expect(found).toEqual({
      valeur: { ...KEPT, constat: { ...CONSTAT, etat: 'muet' } },
      aConfirmer: false,
    });
    await completerSiret(found?.valeur ?? KEPT, champ as never, register.outils);
    expect(register.asked).toHaveLength(2);
    expect(lireValeur(champ, found?.valeur ?? '', contexteDEssai())).toMatch(/ne répondait pas/);
  });

  it('closed: refused with its date, unless the démarche accepts it', () => {
    const kept: ValeurSiret = {
      ...KEPT,
      organisme: { ...DINUM, etat: 'ferme', fermeLe: '2024-06-30' },
      constat: CONSTAT,
    };
    const lu = lireParties(champ, typed, contexteDEssai(), avec(kept));
    expect(lu).toMatchObject({ ok: false, valeur: kept });
    expect(valeurLue(champ, typed, contexteDEssai(), avec(kept))).toEqual({
      '': 'Cet établissement (DINUM) est fermé depuis le 30 juin 2024. Indiquez le numéro SIRET d’un établissement ouvert\u00a0: il change quand on déménage.',
    });
    const tolerant = champDEssai('siret', { fermeAccepte: true });
    expect(valeurLue(tolerant, typed, contexteDEssai(), avec(kept))).toEqual(kept);
    expect(lireValeur(tolerant, kept, contexteDEssai())).toContain('fermé depuis le 30 juin 2024');
  });
});
