import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { parseJour } from '../../../values/jour.ts';
import { orThrow } from '../../../values/result.ts';
import { registreDesChamps } from '../champs/index.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import type { ContexteChamp, PieceRecue } from '../domain/champ.ts';
import { type Definition, findSection } from '../domain/definition.ts';
import { remplirModele } from '../domain/modele.ts';
import { valeursDuModele } from '../domain/modele-valeurs.ts';
import { verifier, visibleChamps } from '../domain/parcours.ts';
import { preremplir, type ReponseSource } from '../domain/prefill.ts';
import { calculer, compileRegles } from '../domain/regles.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';
import { loadFolder } from './catalogue.ts';

/** The démarches of the catalogue filled as a usager would: what is asked, and what can be deposited. */
const SOURCES = [
  { id: 'franceconnect.identite', pour: 'personnes', donnees: [] },
  { id: 'organisation.identite', pour: 'organisations', donnees: ['nom', 'siren', 'siret', 'type', 'commune'] },
  { id: 'api_particulier.quotient_familial', pour: 'personnes', donnees: ['valeur', 'mois', 'enfants', 'adresse'] },
] as const;

async function load(folder: string): Promise<Definition> {
  const charge = await loadFolder(join(ROOT, 'catalogue', folder), { registre: registreDesChamps, sources: SOURCES });
  if (!charge.ok) throw new Error(JSON.stringify(charge.erreurs));
  return charge.definition;
}

const contexte = (pieces: readonly string[] = []): ContexteChamp => ({
  aujourdhui: Temporal.PlainDate.from('2026-11-24'),
  registre: registreDesChamps,
  pieces: new Map(
    pieces.map((chemin): [string, PieceRecue[]] => [chemin, [{ id: 'p1', nom: 'a.pdf', taille: 1, analyse: 'saine' }]]),
  ),
  calculs: new Map(),
  communes: (texte) => (texte.startsWith('86000') ? [{ code: '86194', nom: 'Poitiers', codesPostaux: ['86000'] }] : []),
});

const asked = (definition: Definition, section: string, reponses: Reponses, origines: Origines = {}) => {
  const found = findSection(definition, section);
  return found ? visibleChamps(found, { reponses, origines }).map(({ id }) => id) : [];
};

const manques = (definition: Definition, reponses: Reponses, origines: Origines, pieces: readonly string[] = []) =>
  verifier(definition, reponses, origines, contexte(pieces)).manques.map(
    ({ champ, erreurs }) => `${champ.id} ${Object.keys(erreurs).join()}`,
  );

describe('cantine', () => {
  const LE = '2026-11-24T10:00:00Z';
  const recue = (donnees: ReponseSource['donnees']): ReponseSource => ({
    etat: 'obtenue',
    phrase: 'Obtenu.',
    le: LE,
    fournisseur: 'la CAF',
    ...(donnees ? { donnees } : {}),
  });
  const IDENTITE = recue({ nom: 'MOREAU', prenoms: ['Camille', 'Jeanne'], dateNaissance: '1989-04-17' });
  const CAF = recue({
    valeur: 845,
    mois: '2026-10',
    enfants: [
      { prenom: 'Inaya', nom: 'BENALI', date_naissance: '2017-06-21' },
      { prenom: 'Malo', nom: 'BENALI', date_naissance: '2021-09-09' },
    ],
    adresse: {
      label: '14 RUE DES FEUILLANTS 86000 Poitiers',
      voie: '14 RUE DES FEUILLANTS',
      codePostal: '86000',
      commune: 'Poitiers',
      codeCommune: '86194',
    },
  });
  const TYPED = {
    courriel: 'camille@exemple.test',
    telephone: '+33612345678',
    reglement: true,
    exactitude: true,
  } as const;
  const ENGAGE = (_id: string, prenom: string, date_naissance: string) => ({
    _id,
    prenom,
    nom: 'BENALI',
    date_naissance,
  });

  const filled = (definition: Definition, recues: ReadonlyMap<string, ReponseSource>) =>
    preremplir(definition, registreDesChamps, recues);

  test('with FranceConnect and the CAF, no document and no figure are asked', async () => {
    const definition = await load('cantine');
    const { reponses, origines } = filled(
      definition,
      new Map([
        ['franceconnect.identite', IDENTITE],
        ['api_particulier.quotient_familial', CAF],
      ]),
    );
    expect(asked(definition, 'quotient', reponses, origines)).toEqual(['quotient_familial', 'mois_quotient']);
    expect(asked(definition, 'adresse', reponses, origines)).toEqual(['adresse']);
    const complete = {
      ...reponses,
      ...TYPED,
      enfants: [
        {
          ...ENGAGE('s1', 'Inaya', '2017-06-21'),
          inscrire: true,
          ecole: 'paul-blet',
          niveau: 'cm1',
          pai: false,
          jours: ['lundi', 'jeudi'],
          menu: 'standard',
        },
        { ...ENGAGE('s2', 'Malo', '2021-09-09'), inscrire: false },
      ],
    };
    expect(manques(definition, complete, origines)).toEqual([]);
    expect(verifier(definition, complete, origines, contexte()).reponses).toMatchObject({
      quotient_familial: 845,
      enfants: complete.enfants,
    });
  });

  test('a first name that the état civil writes with a space is certified as any other', async () => {
    const definition = await load('cantine');
    const identite = { nom: 'NGUYEN', prenoms: ['Thi Mai', 'Hélène'], dateNaissance: '1986-07-23' };
    const { reponses, origines } = filled(definition, new Map([['franceconnect.identite', recue(identite)]]));
    expect([reponses['identite'], origines['identite']?.certifiee]).toEqual([identite, true]);
  });

  test('« no » for each child is said to be of no use, once it was said for each', async () => {
    const definition = await load('cantine');
    const shown = (...inscrire: readonly (boolean | undefined)[]) =>
      asked(definition, 'enfants', {
        enfants: inscrire.map((oui, n) => ({
          ...ENGAGE(`s${n}`, 'Inaya', '2017-06-21'),
          ...(oui === undefined ? {} : { inscrire: oui }),
        })),
      }).includes('aucun_enfant');
    expect([shown(undefined), shown(false, undefined), shown(false, true)]).toEqual([false, false, false]);
    expect(shown(false, false)).toBe(true);
  });

  test('without them, the quotient is a choice, and its document follows it', async () => {
    const definition = await load('cantine');
    expect(asked(definition, 'quotient', {})).toEqual(['communiquer_quotient']);
    expect(asked(definition, 'quotient', { communiquer_quotient: false })).toEqual(['communiquer_quotient']);
    expect(asked(definition, 'quotient', { communiquer_quotient: true })).toEqual([
      'communiquer_quotient',
      'quotient_familial',
      'justificatif_quotient',
    ]);
  });

  test('a PAI brings its document and its packed meal, and no word on health', async () => {
    const definition = await load('cantine');
    const { reponses, origines } = filled(
      definition,
      new Map([
        ['franceconnect.identite', IDENTITE],
        ['api_particulier.quotient_familial', CAF],
      ]),
    );
    const inaya = {
      ...ENGAGE('s1', 'Inaya', '2017-06-21'),
      inscrire: true,
      ecole: 'paul-blet',
      niveau: 'cm1',
      pai: true,
    };
    const malo = { ...ENGAGE('s2', 'Malo', '2021-09-09'), inscrire: false };
    const avec = (cellules: Record<string, boolean | string | string[]>) => ({
      ...reponses,
      ...TYPED,
      enfants: [{ ...inaya, ...cellules }, malo],
    });
    const messages = (complete: Reponses, pieces: readonly string[] = []) =>
      verifier(definition, complete, origines, contexte(pieces)).manques.flatMap(({ erreurs }) => Object.keys(erreurs));
    expect(messages(avec({})).toSorted()).toEqual(['s1.document_pai', 's1.jours', 's1.menu', 's1.panier']);
    expect(messages(avec({ panier: true, document_pai: ['p1'] }), ['enfants.s1.document_pai'])).toEqual([
      's1.jours_panier',
    ]);
    expect(
      messages(avec({ panier: true, document_pai: ['p1'], jours_panier: ['lundi'] }), ['enfants.s1.document_pai']),
    ).toEqual([]);
  });

  test('the letter says the price, and how to appeal', async () => {
    const definition = await load('cantine');
    const { reponses } = filled(
      definition,
      new Map([
        ['franceconnect.identite', IDENTITE],
        ['api_particulier.quotient_familial', CAF],
      ]),
    );
    const complete = {
      ...reponses,
      enfants: [{ ...ENGAGE('s1', 'Inaya', '2017-06-21'), inscrire: true, jours: ['lundi', 'jeudi'] }],
    };
    const { objet, blocs, mentions } = remplirModele(
      definition.decisions.accepte.lettre,
      valeursDuModele({
        definition,
        reponses: complete,
        calculs: calculer(compileRegles(definition), complete, contexte()),
        contexte: contexte(),
        organisation: { nom: 'Ville de Poitiers' },
        dossier: { numero: 'CAN-2026-00012', deposeLe: orThrow(parseJour('2026-11-12')) },
        decision: { motif: 'Bienvenue.\n\n- Un point', date: orThrow(parseJour('2026-11-24')) },
      }),
    );
    expect(objet).toBe('votre inscription à la cantine est acceptée');
    const texte = texteDesBlocs(blocs);
    expect(texte).toContain('Le 12 novembre 2026, vous avez demandé');
    expect(texte).toContain('Bienvenue.\n\n- Un point');
    expect(texte).toMatch(/prix d’un repas.: 2,15.€/u);
    expect(texte).toMatch(/choisis.: 4,30.€/u);
    expect(texte).not.toMatch(/\{\{|non renseigné/u);
    expect(texteDesBlocs(mentions)).toMatch(/R421-1[\s\S]*L311-3-1/u);
  });
});

describe('occupation du domaine public', () => {
  const DEMANDE = {
    nom_association: 'Les Amis de la Boivre',
    siret: { siret: '73282932000074', siren: '732829320' },
    representant: { nom: 'PETIT', prenoms: ['Anne'], dateNaissance: '1970-01-02' },
    qualite: 'Présidente',
    courriel: 'amis@exemple.test',
    telephone: '+33549000000',
    nom_manifestation: 'Fête du quartier',
    nature: 'fete',
    description: 'Un repas.',
    date_debut: '2027-06-12',
    plusieurs_jours: false,
    frequentation: 200,
    emplacement: {
      label: 'place du Marché 86000 Poitiers',
      voie: 'place du Marché',
      codePostal: '86000',
      commune: 'Poitiers',
      codeCommune: '86194',
    },
    circulation: false,
    plan: ['p1'],
    assurance: ['p1'],
    remise_en_etat: true,
    secours: true,
    exactitude: true,
  } as const;
  const PIECES = ['plan', 'assurance'];

  test('a small feast is deposited as it is', async () => {
    expect(manques(await load('occupation-domaine-public'), DEMANDE, {}, PIECES)).toEqual([]);
  });

  test.each<[Reponses, string[]]>([
    [{ frequentation: 1500 }, []],
    [{ frequentation: 1501 }, ['dossier_securite ']],
    [{ plusieurs_jours: true }, ['date_fin ', 'nuit ']],
    [{ plusieurs_jours: true, date_fin: '2027-06-13', nuit: true }, ['gardiennage ']],
    [{ circulation: true }, ['rues ']],
    [{ nature: 'brocante' }, ['registre_vendeurs ']],
    [{ nature: 'autre' }, ['nature_autre ']],
    [{ date_debut: '2026-01-01' }, ['date_debut ']],
  ])('%j asks for %j', async (change, attendus) => {
    expect(manques(await load('occupation-domaine-public'), { ...DEMANDE, ...change }, {}, PIECES)).toEqual(attendus);
  });
});

describe('les aides du fonds', () => {
  const PLAN = {
    cout: 8_000_000,
    assiette: 6_000_000,
    aidesPubliques: 1_000_000,
    financementPrive: 500_000,
    partMaitreOuvrage: 2_000_000,
    aideDemandee: 4_500_000,
    depenses: [
      { _id: '1', poste: 'Développement', montant: 6_000_000, eligible: true },
      { _id: '2', poste: 'Serveurs', montant: 2_000_000, eligible: false },
    ],
    recettes: [
      { _id: '1', financeur: 'Le fonds', nature: 'aide_demandee', montant: 4_500_000 },
      { _id: '2', financeur: 'La région', nature: 'aide_publique', montant: 1_000_000 },
      { _id: '3', financeur: 'Une fondation', nature: 'financement_prive', montant: 500_000 },
      { _id: '4', financeur: 'Nous', nature: 'part_maitre_ouvrage', montant: 2_000_000 },
    ],
  } as const;
  const COLLECTIVITE = {
    nom_collectivite: 'Poitiers',
    siren: '218601946',
    siret: { siret: '21860194600013', siren: '218601946' },
    referent: 'Fatou Sow',
    courriel: 'numerique@poitiers.exemple.test',
    telephone: '+33536490012',
    objet: 'Un portail des familles à plusieurs',
    debut: '2027-01-15',
    fin: '2028-06-30',
    non_commencement: true,
    exactitude: true,
  };
  const PROJET = {
    ...COLLECTIVITE,
    depense: 'service_en_ligne',
    description: 'Un portail.',
    plan: PLAN,
    licence: 'eupl-1-2',
    reutilisable: true,
  };
  const NATIONAL = { ...PROJET, thematique: 'demarche' };
  const GUICHET = {
    ...COLLECTIVITE,
    services: [{ _id: '1', nom: 'Portail des familles', relie_a: ['franceconnect'] }],
    montant_demande: 500_000,
    code_ecrit: false,
  };

  test.each<[string, Reponses, string[]]>([
    ['fonds-projet-national', NATIONAL, []],
    ['fonds-projet-national', PROJET, ['thematique ']],
    ['fonds-projet-local', PROJET, []],
    ['fonds-projet-local', { ...PROJET, licence: 'autre' }, ['licence_autre ']],
    ['fonds-projet-local', { ...PROJET, depot_source: 'mon dépôt' }, ['depot_source ']],
    [
      'fonds-projet-local',
      { ...PROJET, plan: { ...PLAN, recettes: PLAN.recettes.slice(1) } },
      ['plan recettes,totaux'],
    ],
    ['fonds-franceconnect', GUICHET, []],
    ['fonds-franceconnect', { ...GUICHET, montant_demande: 500_001 }, ['montant_demande ']],
    ['fonds-franceconnect', { ...GUICHET, code_ecrit: true }, ['licence ', 'reutilisable ']],
  ])('%s: %#', async (folder, reponses, attendus) => {
    const definition = await load(folder);
    expect(definition.demandeurs).toBe('organisations');
    expect(manques(definition, reponses, {})).toEqual(attendus);
  });

  test.each(['fonds-projet-national', 'fonds-projet-local'])('%s computes on the plan, in euros', async (folder) => {
    const calculs = calculer(compileRegles(await load(folder)), NATIONAL, contexte());
    expect(calculs.get('part demandée')?.texte).toBe('75\u00a0%');
    expect(calculs.get('participation')?.texte).toBe('26,7\u00a0%');
    expect(calculs.get('participation')?.explication).toContainEqual({
      libelle: 'Financement public',
      valeur: '75\u202f000,00\u00a0€',
    });
    const vide = calculer(compileRegles(await load(folder)), {}, contexte());
    expect(vide.get('part demandée')?.valeur).toBeUndefined();
    expect(vide.get('part demandée')?.manque).toContain('dépenses éligibles');
  });

  test.each<[string, Reponses, string]>([
    ['fonds-franceconnect', GUICHET, '5\u202f000\u00a0€'],
    ['fonds-projet-national', NATIONAL, '45\u202f000\u00a0€'],
    ['fonds-projet-local', PROJET, '45\u202f000\u00a0€'],
  ])('the letters of %s say what was asked for, and how to appeal', async (folder, reponses, montant) => {
    const definition = await load(folder);
    const valeurs = valeursDuModele({
      definition,
      reponses,
      calculs: new Map(),
      contexte: contexte(),
      organisation: { nom: 'Direction interministérielle du numérique' },
      dossier: { numero: 'FON-2026-00001', deposeLe: orThrow(parseJour('2026-11-12')) },
      porteur: 'Poitiers',
      decision: { motif: 'Le motif.', date: orThrow(parseJour('2026-11-24')) },
    });
    expect(valeurs.get('reponses.plan')).toBe(
      folder === 'fonds-franceconnect'
        ? undefined
        : '80\u202f000\u00a0€ de dépenses, dont 60\u202f000\u00a0€ éligibles, pour une aide demandée de 45\u202f000\u00a0€',
    );
    for (const { lettre } of Object.values(definition.decisions)) {
      const { blocs, mentions } = remplirModele(lettre, valeurs);
      expect(texteDesBlocs(blocs)).toContain(`Poitiers a demandé une aide de ${montant} pour`);
      expect(texteDesBlocs(blocs)).toContain('Le motif.');
      expect(texteDesBlocs(mentions)).toMatch(
        /deux mois[\s\S]*recours gracieux[\s\S]*tribunal administratif[\s\S]*R421-1/u,
      );
      expect(texteDesBlocs([...blocs, ...mentions])).not.toMatch(/\{\{|non renseigné/u);
    }
  });
});
