import { writeCsv } from '../../../platform/csv/write-csv.ts';
import type { Jour } from '../../../values/jour.ts';
import { toDecimal } from '../../../values/montant.ts';
import { parHabitant } from '../domain/equite.ts';
import { STATUTS_CANDIDATURE } from '../domain/etape-etat.ts';
import type { Groupe, PointDEtape } from '../domain/point-d-etape.ts';
import { trajectoireOf } from '../domain/trajectoire.ts';
import type { EtapeLue, RuraliteLue } from '../use-cases/read-etape.ts';
import { type Noms, nomsOf, parNom, RURALITES } from './etape-mots.ts';

/** The point d’étape for programs. Amounts are decimals in text: a number of JSON is not one of euros and cents. */

/** A collectivité is one of the whole fund: nothing counts it by axis or dispositif, where a zero would be a false figure. */
const SANS_COLLECTIVITES: ReadonlySet<string> = new Set(['axes', 'dispositifs']);

type Famille = { readonly famille: string; readonly groupes: readonly Groupe[]; readonly nom: (cle: string) => string };

export function etapeJson(lu: EtapeLue, organisation: { readonly slug: string }): object {
  const { jour, premier, point, courbe, equite, objectifs, retard } = lu;
  const habitants = populationOf(lu);
  return {
    organisation: organisation.slug,
    date: jour,
    premierFait: premier ?? null,
    ecrituresNonLues: retard,
    ensemble: chiffresJson(point.ensemble),
    ...Object.fromEntries(
      famillesOf(point, nomsOf(lu)).map(({ famille, groupes, nom }) => [
        famille,
        groupes.map((groupe) => ({
          cle: groupe.cle,
          nom: nom(groupe.cle),
          ...chiffresJson(groupe),
          ...(SANS_COLLECTIVITES.has(famille) ? { demandeuses: null, soutenues: null } : {}),
          ...perInhabitant(famille, groupe, habitants),
        })),
      ]),
    ),
    evolution: courbe.map(({ jour: le, chiffres }) => ({
      date: le,
      deposes: chiffres.deposes,
      attribue: toDecimal(chiffres.attribue),
      paye: toDecimal(chiffres.paye),
      collectivitesSoutenues: chiffres.soutenues,
    })),
    equite: equite.map(({ attribue, parHabitant: part, cle: _, ...ligne }) => ({
      ...ligne,
      attribue: toDecimal(attribue),
      attribueParHabitant: part === null ? null : toDecimal(part),
    })),
    ruralite: ruraliteJson(lu.ruralite),
    objectifs: objectifs.map(({ id: _, ...objectif }) => ({
      ...objectif,
      trajectoire: trajectoireOf(objectif, { compte: objectif.compte, jour }),
    })),
  };
}

/** Null while nobody gave INSEE’s grid of density, or until its figures are there. */
function ruraliteJson(ruralite: RuraliteLue): object | null {
  if (ruralite.etat !== 'connue') return null;
  return {
    fichier: ruralite.fichier,
    communes: ruralite.lignes.map(({ nombre, jamaisDemande, parHabitant: part, ...groupe }) => ({
      cle: groupe.cle,
      nom: RURALITES[groupe.cle],
      nombre,
      jamaisDemande,
      ...chiffresJson(groupe),
      attribueParHabitant: part === null ? null : toDecimal(part),
    })),
  };
}

const COLUMNS = [
  'date',
  'famille',
  'cle',
  'nom',
  'dossiers_deposes',
  ...STATUTS_CANDIDATURE.map((statut) => `dossiers_${statut}`),
  'dossiers_recevables',
  'dossiers_irrecevables',
  'montant_demande',
  'subventions',
  'montant_attribue',
  'montant_paye',
  'montant_reste',
  'collectivites_demandeuses',
  'collectivites_soutenues',
  'jours_instruction_mediane',
  'jours_paiement_mediane',
  'attribue_par_habitant',
  'dossiers_fictifs',
  'subventions_fictives',
  'montant_attribue_fictif',
  // Of rural and urban communes alone: how many there are in France, and how many never asked.
  'communes_en_france',
  'communes_jamais_demande',
];

/** One line a group, as on the page. */
export function etapeCsv(lu: EtapeLue): string {
  const habitants = populationOf(lu);
  const ensemble = { famille: 'ensemble', groupes: [lu.point.ensemble], nom: () => 'Ensemble' };
  const familles = [ensemble, ...famillesOf(lu.point, nomsOf(lu))].flatMap(({ famille, groupes, nom }) =>
    groupes.map((groupe) => {
      const { attribueParHabitant = '' } = perInhabitant(famille, groupe, habitants);
      return [...cellsOf(lu.jour, famille, groupe, nom(groupe.cle), attribueParHabitant), '', ''];
    }),
  );
  const ruralite = lignesOf(lu.ruralite).map(({ nombre, jamaisDemande, parHabitant: part, ...groupe }) => {
    const cells = cellsOf(lu.jour, 'ruralite', groupe, RURALITES[groupe.cle], part === null ? '' : toDecimal(part));
    return [...cells, String(nombre), String(jamaisDemande)];
  });
  return writeCsv(COLUMNS, [...familles, ...ruralite]);
}

const lignesOf = (ruralite: RuraliteLue) => (ruralite.etat === 'connue' ? ruralite.lignes : []);

function cellsOf(jour: Jour, famille: string, groupe: Groupe, nom: string, parHabitant: string): readonly string[] {
  return [
    jour,
    famille,
    groupe.cle,
    nom,
    String(groupe.deposes),
    ...STATUTS_CANDIDATURE.map((statut) => String(groupe.parStatut[statut])),
    String(groupe.recevables),
    String(groupe.irrecevables),
    toDecimal(groupe.demande),
    String(groupe.subventions),
    toDecimal(groupe.attribue),
    toDecimal(groupe.paye),
    toDecimal(groupe.reste),
    ...[groupe.demandeuses, groupe.soutenues].map((n) => (SANS_COLLECTIVITES.has(famille) ? '' : String(n))),
    String(groupe.delaiInstruction ?? ''),
    String(groupe.delaiPaiement ?? ''),
    parHabitant,
    String(groupe.fictifs.deposes),
    String(groupe.fictifs.subventions),
    toDecimal(groupe.fictifs.attribue),
  ];
}

function famillesOf(point: PointDEtape, noms: Noms): readonly Famille[] {
  return [
    { famille: 'axes', groupes: parNom(point.axes, noms.axe), nom: noms.axe },
    { famille: 'dispositifs', groupes: parNom(point.dispositifs, noms.dispositif), nom: noms.dispositif },
    { famille: 'types', groupes: point.types, nom: noms.type },
    { famille: 'tailles', groupes: point.classes, nom: noms.classe },
    { famille: 'regions', groupes: parNom(point.regions, noms.region), nom: noms.region },
    { famille: 'departements', groupes: point.departements, nom: noms.departement },
  ];
}

function chiffresJson({ cle: _, fictifs, demande, attribue, paye, reste, ...figures }: Groupe) {
  return {
    ...figures,
    demande: toDecimal(demande),
    attribue: toDecimal(attribue),
    paye: toDecimal(paye),
    reste: toDecimal(reste),
    dontFictifs: { ...fictifs, attribue: toDecimal(fictifs.attribue) },
  };
}

type Population = (famille: string, cle: string) => number | undefined;

function populationOf({ recensement }: EtapeLue): Population {
  return (famille, cle) => {
    if (famille === 'departements') return recensement.departements.get(cle);
    return famille === 'regions' ? recensement.regions.get(cle) : undefined;
  };
}

function perInhabitant(famille: string, { cle, attribue }: Groupe, population: Population) {
  const part = parHabitant(attribue, population(famille, cle));
  return part === null ? {} : { attribueParHabitant: toDecimal(part) };
}
