import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_THEME } from '../../platform/html/theme.ts';
import { ROOT } from '../../platform/root.ts';
import { jour } from '../../values/jour.ts';
import { euros, ZERO } from '../../values/montant.ts';
import { percent } from '../../values/ratio.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiret } from '../../values/siret.ts';
import { canonicalJson } from '../journal/index.ts';
import { acteEnPdf } from './acte-en-pdf.ts';
import { ACTES, type EtatActe, type ModeleActe, TYPES_ACTE, type TypeActe } from './domain/acte.ts';
import type { CauseCorrection } from './domain/correction-siret.ts';
import { type FaitsActe, rangeesDuPlan, type SubventionDActe, valeursActe } from './domain/valeurs-acte.ts';
import { readModelesActes } from './storage/catalogue-actes.ts';

const MINIMALE: SubventionDActe = {
  numero: 'S2021-000012',
  objet: 'Guichet unique en ligne',
  beneficiaire: { nom: 'Commune de Poitiers', siret: orThrow(parseSiret('21860194600013')) },
  cout: euros(100_000),
  assiette: euros(80_000),
  taux: percent(75),
  montant: euros(60_000),
  autresAides: ZERO,
  financementsPrives: ZERO,
  derogationParticipation: null,
  demandeRecue: jour('2021-03-01'),
  commencement: null,
  commencerAvant: null,
  finPrevue: jour('2023-03-01'),
  referenceDecision: 'Arrêté n°\u00a02021-1042',
  decideeLe: jour('2021-10-04'),
  conventionSigneeLe: jour('2021-10-15'),
  dureeMois: 24,
  garantie: false,
};

const COMPLETE: SubventionDActe = {
  ...MINIMALE,
  autresAides: euros(12_000),
  financementsPrives: euros(3_000),
  derogationParticipation: 'Commune de Guyane.',
  commencerAvant: jour('2022-10-04'),
  garantie: true,
};

const PLAN = [
  { nature: 'avance', montant: euros(18_000), condition: 'Signature de la convention', prevuLe: jour('2021-11-01') },
  { nature: 'acompte', montant: euros(30_000), condition: 'Factures acquittées', prevuLe: jour('2022-06-01') },
  { nature: 'solde', montant: euros(12_000), condition: 'Compte final', prevuLe: jour('2023-04-01') },
] as const;

const FAITS: Readonly<Record<TypeActe, readonly [minimal: FaitsActe, complet: FaitsActe]>> = {
  arrete: [{ type: 'arrete' }, { type: 'arrete' }],
  notification: [{ type: 'notification' }, { type: 'notification' }],
  convention: [
    { type: 'convention', plan: PLAN.slice(2) },
    { type: 'convention', plan: PLAN },
  ],
  avenant: [
    {
      type: 'avenant',
      plan: PLAN.slice(2),
      motif: 'Retard',
      signeLe: jour('2022-01-02'),
      finAvant: jour('2023-03-01'),
    },
    {
      type: 'avenant',
      plan: PLAN,
      motif: 'Retard du fournisseur.',
      signeLe: jour('2022-01-02'),
      finAvant: jour('2022-12-31'),
    },
  ],
  arrete_modificatif: [
    correctionDe('arrete_modificatif', 'etablissement'),
    correctionDe('arrete_modificatif', 'succession'),
  ],
  avenant_beneficiaire: [
    correctionDe('avenant_beneficiaire', 'etablissement'),
    correctionDe('avenant_beneficiaire', 'succession'),
  ],
  caducite: [
    { type: 'caducite', reference: 'Décision n°\u00a02', cause: 'non_achevee', verse: ZERO, reversement: ZERO },
    {
      type: 'caducite',
      reference: 'Décision n°\u00a02',
      cause: 'non_achevee',
      verse: euros(18_000),
      reversement: euros(1),
    },
  ],
  reversement: [
    { type: 'reversement', montant: euros(1), verse: euros(18_000), motif: ['Compte final.'] },
    { type: 'reversement', montant: euros(1), verse: euros(18_000), motif: ['Compte final.', 'Trop reçu.'] },
  ],
};

function correctionDe(type: 'arrete_modificatif' | 'avenant_beneficiaire', cause: CauseCorrection): FaitsActe {
  const autorite = cause === 'succession' ? 'Arrêté préfectoral n°\u00a012.' : null;
  const apres = MINIMALE.beneficiaire.siret;
  const avant = orThrow(parseSiret(cause === 'succession' ? '20006985400012' : '21860194600021'));
  const correction = { cause, avant, apres, autorite };
  return { type, correction, nomAvant: 'Grand Poitiers', motif: 'Fusion.', faiteLe: jour('2022-01-02') };
}

test('a correction of the beneficiary says who it was and is, and by which act', async () => {
  const textOf = async (type: 'arrete_modificatif' | 'avenant_beneficiaire', index: 0 | 1) =>
    (await read(await acteEnPdf(acte(type, COMPLETE, FAITS[type][index])))).text;
  expect(await textOf('arrete_modificatif', 0)).toContain('reste la même personne morale');
  const succession = await textOf('avenant_beneficiaire', 1);
  expect(succession).toContain('succède à Grand Poitiers (SIRET 200 069 854 00012)');
  expect(succession).toContain('Arrêté préfectoral n° 12.');
});

let modeles: ReadonlyMap<TypeActe, ModeleActe>;
beforeAll(async () => {
  const lus = await readModelesActes(join(ROOT, 'catalogue', 'fonds', 'actes'));
  modeles = new Map(lus.map((modele) => [modele.type, { ...modele, id: 'essai', version: 1 }]));
});

function acte(type: TypeActe, subvention: SubventionDActe, faits: FaitsActe, etat: EtatActe = 'signe') {
  const modele = modeles.get(type);
  if (!modele) throw new Error(`no text for ${type}`);
  const deux = ACTES[type].forme === 'convention';
  const signataire = { qualite: 'Pour l’État', nom: 'Nadia Khelifi' };
  const donnees = canonicalJson({
    ...valeursActe('Direction du numérique', subvention, faits),
    plan: rangeesDuPlan(faits),
    organisation: { nom: 'Direction du numérique', adresse: ['20 avenue de Ségur', '75007 Paris'] },
    theme: { ...DEFAULT_THEME },
    destinataire: ACTES[type].forme === 'lettre' ? [subvention.beneficiaire.nom] : [],
    date: '4 octobre 2021',
    signataire,
    cosignataire: deux ? { qualite: 'Pour la commune', nom: 'Nom, qualité et signature' } : null,
  });
  const createdAt = Temporal.Instant.from('2021-10-04T10:00:00Z');
  return { type, etat, numero: 'A2021-000007', modele, donnees, createdAt };
}

async function read(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(bytes.slice());
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const { items } = await (await pdf.getPage(index + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }),
  );
  return { pdf, pages, text: pages.join(' ').replace(/\s+/gu, ' ') };
}

const CAS = TYPES_ACTE.flatMap((type) => [
  { type, quoi: 'minimal', subvention: MINIMALE, faits: FAITS[type][0] },
  { type, quoi: 'complet', subvention: COMPLETE, faits: FAITS[type][1] },
]);

describe.each(CAS)('$type, $quoi', ({ type, subvention, faits }) => {
  test('has no hole, and bears what the law asks for', async () => {
    const { text } = await read(await acteEnPdf(acte(type, subvention, faits)));
    expect(text).not.toMatch(/\{\{|\}\}|non renseigné|undefined|null|NaN|\*\*|\.\./u);
    // Décret n° 2018-514, art. 8: beneficiary, project, maximum.
    expect(text).toContain('Commune de Poitiers');
    expect(text).toContain('Guichet unique en ligne');
    expect(text).toContain('60 000 €');
  });

  test('is tagged, named and in French, and the same bytes each time', async () => {
    const first = await acteEnPdf(acte(type, subvention, faits));
    const again = await acteEnPdf(acte(type, subvention, faits));
    expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
    const { pdf } = await read(first);
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Language: 'fr-FR', Title: `${ACTES[type].libelle} A2021-000007` });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  });
});

test('an act against its addressee gives its reason and the means of appeal', async () => {
  for (const type of ['arrete', 'notification', 'arrete_modificatif', 'caducite', 'reversement'] as const) {
    const { text } = await read(await acteEnPdf(acte(type, COMPLETE, FAITS[type][1])));
    expect(text).toContain('recours gracieux');
    expect(text).toContain('tribunal administratif de Paris');
    expect(text).toContain('R421-1');
  }
  const { text } = await read(await acteEnPdf(acte('caducite', COMPLETE, FAITS.caducite[1])));
  expect(text).toContain('devait s’achever au plus tard le 1er mars 2023');
});

test('an arrêté says what article 8 asks for', async () => {
  const { text } = await read(await acteEnPdf(acte('arrete', COMPLETE, { type: 'arrete' })));
  for (const said of [
    'Arrêté n° 2021-1042 portant attribution',
    'SIRET 218 601 946 00013',
    'dépense subventionnable est de 80 000 €',
    '75 % de la dépense subventionnable réelle',
    'commence au plus tard le 4 octobre 2022',
    's’achève au plus tard le 1er mars 2023',
    '12 000 € d’autres aides publiques',
    'une avance, de 30 % au plus',
    'article 14 du décret',
  ]) {
    expect(text).toContain(said);
  }
});

test('a draft says so at its head and on each page; the act does not', async () => {
  const draft = { ...MINIMALE, referenceDecision: null, decideeLe: null };
  const { pages, text } = await read(await acteEnPdf(acte('arrete', draft, { type: 'arrete' }, 'projet')));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(page).toContain('PROJET');
  expect(text).toContain('n’engage pas');
  expect(text).toContain('à la date que fixera la décision');
  const signed = await read(await acteEnPdf(acte('arrete', MINIMALE, { type: 'arrete' })));
  expect(signed.text).not.toContain('PROJET');
});

test('the plan of an agreement is a table with its headers', async () => {
  const { pdf } = await read(await acteEnPdf(acte('convention', COMPLETE, FAITS.convention[1])));
  const trees = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => (await pdf.getPage(index + 1)).getStructTree()),
  );
  const roles = JSON.stringify(trees).match(/"role":"(?:Table|TR|TH|TD|H2)"/gu) ?? [];
  const count = (role: string) => roles.filter((one) => one.includes(`"${role}"`)).length;
  // Four columns; the first cell of each row heads it.
  expect([count('Table'), count('TR'), count('TH'), count('TD')]).toEqual([1, 4, 4 + 3, 9]);
  expect(count('H2')).toBe(8);
});
