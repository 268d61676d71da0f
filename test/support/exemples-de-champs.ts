import fc from 'fast-check';
import { libelleAdresse } from '../../src/modules/demarches/champs/adresse/parse.ts';
import { type Plan, somme, totaliser } from '../../src/modules/demarches/champs/plan-de-financement/totaux.ts';
import type { Calcul, Champ, ContexteChamp } from '../../src/modules/demarches/domain/champ.ts';
import type { Valeur } from '../../src/modules/demarches/domain/valeur.ts';
import { passesLuhn } from '../../src/values/luhn.ts';
import { parseTelephone } from '../../src/values/telephone.ts';
import { COMMUNES, champDEssai, contexteDEssai, pieceDEssai } from './champs.ts';

/** A champ of each type that is answered, and values that it may keep, for the properties that all types have. */
export type Exemple = {
  readonly champ: Champ;
  readonly valeurs: fc.Arbitrary<Valeur>;
  /** What must be around for this value to be read again: files received, results of rules. */
  readonly contexte?: (valeur: Valeur) => ContexteChamp;
};

const CHOIX = [
  { id: 'matin', libelle: 'Le matin' },
  { id: 'midi', libelle: 'À midi' },
  { id: 'soir', libelle: 'L’après-midi et le soir' },
];

const graphemes = (options: { maxLength: number }) => fc.string({ unit: 'grapheme', minLength: 1, ...options });
const ligneDeTexte = graphemes({ maxLength: 60 })
  .map((text) => text.replace(/\s+/gu, ' ').trim().normalize('NFC'))
  .filter((text) => text !== '' && [...text].length <= 200);
const texteLong = fc
  .array(graphemes({ maxLength: 40 }), { minLength: 1, maxLength: 5 })
  .map((lines) => lines.join('\n').replace(/\r\n?/g, '\n').trim().normalize('NFC'))
  .filter((text) => text !== '');
const jours = fc
  .integer({ min: 0, max: 73_000 })
  .map((days) => Temporal.PlainDate.from('1900-01-01').add({ days }).toString());
const joursPasses = jours.filter((date) => date <= '2026-11-24');
const lettres = fc.constantFrom('a', 'e', 'é', 'ï', 'ŷ', 'z', 'œ', 'Đ', 'М', '明', '’', '-');
const nom = fc
  .array(lettres, { minLength: 1, maxLength: 12 })
  .map((letters) => letters.join(''))
  .filter((text) => /\p{L}/u.test(text));
const chiffres = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''));

const sirets = fc
  .tuple(chiffres(8), chiffres(4))
  .map(([unit, establishment]) => {
    const siren = withLuhnKey(unit);
    return { siren, siret: withLuhnKey(siren + establishment) };
  })
  .filter(({ siren }) => !/^0+$/.test(siren));

const emails = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,10}(\.[a-zA-Z0-9]{1,10})?$/),
    fc.stringMatching(/^[a-z0-9]{1,10}\.(fr|com|re)$/),
  )
  .map(([local, domain]) => `${local}@${domain}`);

const telephones = fc
  .oneof(
    fc.tuple(fc.integer({ min: 1, max: 9 }), chiffres(8)).map(([zone, rest]) => `0${zone}${rest}`),
    fc
      .tuple(fc.constantFrom('+32', '+41', '+1', '+687', '+681'), chiffres(6), chiffres(2))
      .map((parts) => parts.join('')),
  )
  .map((typed) => parseTelephone(typed))
  .filter((read) => read.ok)
  .map((read) => read.value as string);

const communes = fc
  .constantFrom(...COMMUNES)
  .chain(({ code, nom: name, codesPostaux }) =>
    fc.constantFrom(...codesPostaux).map((codePostal) => ({ code, nom: name, codePostal })),
  );

const rues = fc.constantFrom('Boulevard du Port', 'Le Bourg', '11 Novembre', 'rue de l’Église');
const adresses = fc
  .record(
    {
      numero: fc.constantFrom('1', '8bis', '12 ter'),
      voie: rues,
      complement: nom,
      lieu: communes,
      inconnue: fc.boolean(),
    },
    { requiredKeys: ['voie', 'lieu', 'inconnue'] },
  )
  .map(({ lieu, inconnue, ...rest }) => {
    const place = inconnue
      ? { codePostal: '86999', commune: 'Ancienneville' }
      : { codePostal: lieu.codePostal, commune: lieu.nom, codeCommune: lieu.code };
    return { label: libelleAdresse({ ...rest, ...place }), ...rest, ...place };
  });

const identites = fc.record(
  {
    nom,
    nomUsage: nom,
    prenoms: fc.array(nom, { minLength: 1, maxLength: 4 }),
    dateNaissance: joursPasses,
    sexe: fc.constantFrom('F' as const, 'M' as const),
  },
  { requiredKeys: ['nom', 'prenoms', 'dateNaissance'] },
);

const VACCINS = champDEssai(
  'repetition',
  {
    libelleElement: 'vaccin',
    champs: [champDEssai('texte', {}, { id: 'produit' }), champDEssai('date', {}, { id: 'le', obligatoire: false })],
  },
  { id: 'vaccins', obligatoire: false },
);

const ENFANTS = champDEssai('repetition', {
  libelleElement: 'enfant',
  champs: [
    champDEssai('texte', {}, { id: 'prenom' }),
    champDEssai('date', {}, { id: 'naissance', obligatoire: false }),
    champDEssai('choix_multiple', { choix: CHOIX }, { id: 'accueil', obligatoire: false }),
    VACCINS,
  ],
});

const cles = fc.stringMatching(/^[0-9a-f]{1,8}$/);
const lignes = <Cellules extends Record<string, Valeur>>(cellules: fc.Arbitrary<Cellules>, maxLength: number) =>
  fc
    .uniqueArray(cles, { minLength: 1, maxLength })
    .chain((ids) => fc.tuple(...ids.map((_id) => cellules.map((answers) => ({ ...answers, _id })))));
const vaccins = fc.record({ produit: ligneDeTexte, le: jours }, { requiredKeys: ['produit'] });
const enfants = fc.record(
  { prenom: ligneDeTexte, naissance: jours, accueil: subset(), vaccins: lignes(vaccins, 2) },
  { requiredKeys: ['prenom'] },
);

/** Plans that may be deposited: the aid that is asked for is what the other resources leave. */
const centimesTyped = fc.integer({ min: 1, max: 50_000_000 });
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    depenses: lignes(fc.record({ poste: ligneDeTexte, montant: centimesTyped, eligible: fc.boolean() }), 5),
    autres: fc.array(
      fc.record({
        financeur: ligneDeTexte,
        nature: fc.constantFrom('aide_publique' as const, 'financement_prive' as const, 'part_maitre_ouvrage' as const),
        montant: centimesTyped,
      }),
      { maxLength: 5 },
    ),
    financeur: ligneDeTexte,
  })
  .map(({ depenses, autres, financeur }) => {
    const cout = somme(depenses);
    const others = autres.filter((_, index) => somme(autres.slice(0, index + 1)) < cout);
    const demande = { financeur, nature: 'aide_demandee' as const, montant: cout - somme(others) };
    const rows = { depenses, recettes: [...others, demande].map((row, index) => ({ ...row, _id: `${index + 1}` })) };
    return { ...totaliser(rows), ...rows };
  });

export const EXEMPLES: readonly Exemple[] = [
  { champ: champDEssai('texte'), valeurs: ligneDeTexte },
  { champ: champDEssai('texte_long'), valeurs: texteLong },
  { champ: champDEssai('nombre', { min: -500, max: 5_000_000 }), valeurs: fc.integer({ min: -500, max: 5_000_000 }) },
  {
    champ: champDEssai('decimal', { min: -1000, decimales: 3 }),
    valeurs: fc.integer({ min: -1_000_000, max: 1_000_000_000_000 }).map((thousandths) => thousandths / 1000),
  },
  { champ: champDEssai('montant', { min: -100 }), valeurs: fc.integer({ min: -10_000, max: 100_000_000_000 }) },
  { champ: champDEssai('date'), valeurs: jours },
  { champ: champDEssai('oui_non'), valeurs: fc.boolean() },
  { champ: champDEssai('choix', { choix: CHOIX }), valeurs: fc.constantFrom(...CHOIX.map(({ id }) => id)) },
  { champ: champDEssai('choix_multiple', { choix: CHOIX }), valeurs: subset() },
  { champ: champDEssai('liste', { choix: CHOIX }), valeurs: fc.constantFrom(...CHOIX.map(({ id }) => id)) },
  { champ: champDEssai('email'), valeurs: emails },
  { champ: champDEssai('telephone'), valeurs: telephones },
  { champ: champDEssai('adresse'), valeurs: adresses },
  { champ: champDEssai('commune'), valeurs: communes },
  { champ: champDEssai('siret'), valeurs: sirets },
  { champ: champDEssai('rna'), valeurs: chiffres(9).map((digits) => ({ rna: `W${digits}` })) },
  { champ: champDEssai('identite', { sexe: true }), valeurs: identites },
  { champ: ENFANTS, valeurs: lignes(enfants, 3) },
  {
    champ: champDEssai('piece', { max: 3 }),
    valeurs: fc.uniqueArray(cles, { minLength: 1, maxLength: 3 }),
    contexte: (ids) =>
      contexteDEssai({ pieces: new Map([['essai', (ids as readonly string[]).map((id) => pieceDEssai(id))]]) }),
  },
  { champ: champDEssai('engagement'), valeurs: fc.constant(true) },
  { champ: champDEssai('plan_de_financement'), valeurs: plans },
  {
    champ: champDEssai('calcule', { regle: 'tarif', format: 'montant' }),
    valeurs: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), ligneDeTexte, fc.boolean()),
    contexte: (valeur) => contexteDEssai({ calculs: new Map([['tarif', calculDEssai(valeur as string)]]) }),
  },
];

export function calculDEssai(valeur: string | number | boolean): Calcul {
  return { valeur, texte: `${valeur}`, explication: [{ libelle: 'Quotient familial', valeur: '850' }], manque: [] };
}

function subset(): fc.Arbitrary<readonly string[]> {
  return fc.subarray(
    CHOIX.map(({ id }) => id),
    { minLength: 1 },
  );
}

function withLuhnKey(digits: string): string {
  const keys = Array.from({ length: 10 }, (_, key) => `${digits}${key}`);
  return keys.find(passesLuhn) ?? digits;
}
