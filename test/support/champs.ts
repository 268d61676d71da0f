import { registreDesChamps } from '../../src/modules/demarches/champs/index.ts';
import { rechercheDeCommunes } from '../../src/modules/demarches/champs/recherche-communes.ts';
import type {
  Champ,
  CommuneConnue,
  ContexteChamp,
  Erreurs,
  Lu,
  PieceRecue,
} from '../../src/modules/demarches/domain/champ.ts';
import type { Faits } from '../../src/modules/demarches/domain/condition.ts';
import { typeOf } from '../../src/modules/demarches/domain/registre.ts';
import { type Parties, saisieOfParties } from '../../src/modules/demarches/domain/saisie.ts';
import type { Origine, Valeur } from '../../src/modules/demarches/domain/valeur.ts';

/** A few real communes: a unique name, homonyms, a name within another, several postcodes, a shared postcode. */
export const COMMUNES: readonly CommuneConnue[] = [
  { code: '86194', nom: 'Poitiers', codesPostaux: ['86000'] },
  { code: '86177', nom: 'Neuville-de-Poitou', codesPostaux: ['86170'] },
  { code: '86028', nom: 'Blaslay', codesPostaux: ['86170'] },
  { code: '02738', nom: 'Tergnier', codesPostaux: ['02700'] },
  { code: '93066', nom: 'Saint-Denis', codesPostaux: ['93200', '93210'] },
  { code: '97411', nom: 'Saint-Denis', codesPostaux: ['97400', '97417', '97490'] },
  { code: '94038', nom: 'L’Haÿ-les-Roses', codesPostaux: ['94240'] },
  { code: '2A004', nom: 'Ajaccio', codesPostaux: ['20000', '20090', '20167'] },
];

export const SANS_FAITS: Faits = { reponses: {}, origines: {} };

/** On 24 November 2026, with nothing received and nothing computed. */
export function contexteDEssai(parts: Partial<ContexteChamp> = {}): ContexteChamp {
  return {
    aujourdhui: Temporal.PlainDate.from('2026-11-24'),
    registre: registreDesChamps,
    pieces: new Map(),
    calculs: new Map(),
    communes: rechercheDeCommunes(COMMUNES),
    ...parts,
  };
}

/** A champ with its options checked and completed, as the definition of a démarche would give it. */
export function champDEssai(type: string, options: object = {}, rest: Partial<Champ> = {}): Champ {
  const found = registreDesChamps.get(type);
  if (!found) throw new Error(`No type of champ is called ${type}`);
  return { id: 'essai', type, libelle: 'Question', obligatoire: true, ...rest, options: found.options.parse(options) };
}

/** What the type understands of the typed parts. */
export function lireParties(
  champ: Champ,
  parties: Parties,
  contexte = contexteDEssai(),
  faits = SANS_FAITS,
): Lu<Valeur> {
  return typeOf(champ, contexte).parse(saisieOfParties(parties), champ as Champ<never>, contexte, faits);
}

/** The understood value; the errors instead, when there are some. */
export function valeurLue(champ: Champ, parties: Parties, contexte = contexteDEssai(), faits = SANS_FAITS) {
  const lu = lireParties(champ, parties, contexte, faits);
  return lu.ok ? lu.valeur : lu.erreurs;
}

export function erreursLues(champ: Champ, parties: Parties, contexte = contexteDEssai()): Erreurs {
  const lu = lireParties(champ, parties, contexte);
  return lu.ok ? {} : lu.erreurs;
}

export const TRANSMIS_PAR_LA_CAF: Origine = {
  source: 'api_particulier.quotient_familial',
  fournisseur: 'la CAF',
  obtenueLe: '2026-11-24T09:30:00Z',
  certifiee: true,
};

export function pieceDEssai(id: string, parts: Partial<PieceRecue> = {}): PieceRecue {
  return { id, nom: `${id}.pdf`, taille: 350_000, analyse: 'saine', ...parts };
}
