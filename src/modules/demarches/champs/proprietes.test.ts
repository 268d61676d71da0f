import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, lireParties, SANS_FAITS } from '../../../../test/support/champs.ts';
import { EXEMPLES } from '../../../../test/support/exemples-de-champs.ts';
import { saisieOfValeur, typeOf } from '../domain/registre.ts';
import type { Parties } from '../domain/saisie.ts';
import { registreDesChamps } from './index.ts';

const SANS_REPONSE = ['explication', 'intertitre'];

describe('every type of champ', () => {
  it('is among the examples, or takes no answer', () => {
    const tested = [...EXEMPLES.map(({ champ }) => champ.type), ...SANS_REPONSE];
    expect(tested.sort()).toEqual([...registreDesChamps.keys()].sort());
  });

  it.each(EXEMPLES)('$champ.type reads back what it kept', ({ champ, valeurs, contexte: around }) => {
    fc.assert(
      fc.property(valeurs, (valeur) => {
        const contexte = around?.(valeur) ?? contexteDEssai();
        const type = typeOf(champ, contexte);
        expect(type.valeur.safeParse(valeur)).toMatchObject({ success: true });
        const saisie = saisieOfValeur(champ, valeur, contexte);
        expect(type.parse(saisie, champ as never, contexte, SANS_FAITS)).toEqual({ ok: true, valeur });
      }),
    );
  });

  it.each(EXEMPLES)('$champ.type never throws, keeps only its own shape, refuses in sentences', ({ champ }) => {
    fc.assert(
      fc.property(anythingTyped, (parties) => {
        const lu = lireParties(champ, parties);
        const kept = lu.valeur;
        if (kept !== undefined) expect(registreDesChamps.get(champ.type)?.valeur.safeParse(kept).success).toBe(true);
        if (lu.ok) return;
        expect(Object.keys(lu.erreurs).length).toBeGreaterThan(0);
        for (const message of Object.values(lu.erreurs)) expect(message).toMatch(/^[\p{Lu}«].*\.$/su);
      }),
      { numRuns: 300 },
    );
  });

  it.each(EXEMPLES)('$champ.type understands again what it understood', ({ champ }) => {
    fc.assert(
      fc.property(anythingTyped, (parties) => {
        const contexte = contexteDEssai();
        const { valeur } = lireParties(champ, parties, contexte);
        if (valeur === undefined) return;
        const again = typeOf(champ, contexte).parse(
          saisieOfValeur(champ, valeur, contexte),
          champ as never,
          contexte,
          SANS_FAITS,
        );
        expect(again.valeur).toEqual(valeur);
      }),
      { numRuns: 300 },
    );
  });

  it.each(EXEMPLES)('$champ.type stands texts as long as a form lets in', ({ champ }) => {
    for (const unit of ['a', '1', ' ', '1 ', '-', '.', ',', '«', '😀', "'", 'é\n', '(', '@a.']) {
      const huge = unit.repeat(100_000 / unit.length);
      const parties = Object.fromEntries(PARTIES.map((partie) => [partie, huge]));
      expect(() => lireParties(champ, parties)).not.toThrow();
    }
  });

  it.each(SANS_REPONSE)('%s keeps nothing', (type) => {
    const champ = champDEssai(type, type === 'explication' ? { paragraphes: ['À lire.'] } : {});
    fc.assert(
      fc.property(anythingTyped, (parties) => {
        expect(lireParties(champ, parties)).toEqual({ ok: true, valeur: undefined });
      }),
    );
  });
});

/** Names of parts that some type reads, among them those of the rows of the example. */
const PARTIES = [
  '',
  ...['jour', 'mois', 'annee'],
  ...['numero', 'voie', 'complement', 'codePostal', 'commune'],
  ...['nom', 'nomUsage', 'prenoms', 'sexe', 'dateNaissance.jour', 'dateNaissance.mois', 'dateNaissance.annee'],
  ...['lignes', '1.prenom', '1.naissance.jour', '1.naissance.mois', '1.naissance.annee', '1.accueil'],
  ...['depenses.lignes', 'depenses.1.poste', 'depenses.1.montant', 'depenses.1.eligible'],
  ...['recettes.lignes', 'recettes.1.financeur', 'recettes.1.nature', 'recettes.1.montant'],
  ...['1.vaccins.lignes', '1.vaccins.1.produit', '1.vaccins.1.le.jour', '__proto__', '1.constructor'],
];

const typed = fc.oneof(
  fc.constantFrom('', '1', '12', '2024', '-0', '1 234,5', '0x10', '1e3', 'NaN', 'oui', 'matin', 'À MIDI', 'F'),
  fc.constantFrom('86000', '86170', 'poitiers', 'Saint Denis', 'Neuville', 'Poitiers (86000)', 'février', '31'),
  fc.constantFrom('13002526500013', '05 49 52 35 35', 'marie@mairie.fr', '<script>', '\u202e\u0000', '__proto__'),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

const anythingTyped: fc.Arbitrary<Parties> = fc.dictionary(
  fc.constantFrom(...PARTIES),
  fc.oneof(typed, fc.array(typed, { maxLength: 4 })),
);
