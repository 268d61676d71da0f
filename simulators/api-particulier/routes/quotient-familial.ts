import type { Now } from '../../clock.ts';
import { type Enfant, type EtatCivil, type Foyer, type Particulier, particuliers } from '../../people.ts';
import { type Answer, legacyError, refuse, succeed } from '../errors.ts';
import { findByIdentity } from '../matching.ts';
import type { DataCall, DataRoute } from '../route.ts';

const SCOPES = ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'] as const;

/** Quotient familial CAF & MSA of the person who signed in with FranceConnect. */
export const quotientFamilialFranceConnect: DataRoute = {
  access: 'france-connect',
  path: '/v3/dss/quotient_familial/france_connect',
  scopes: SCOPES,
  cacheSeconds: 86_400,
  answer: (call) => (call.person ? answerFor(call.person, call) : refuse('allocataireNotFound')),
};

/** The same, for a person described by their civil status. */
export const quotientFamilialIdentite: DataRoute = {
  access: 'habilitation',
  path: '/v3/dss/quotient_familial/identite',
  scopes: SCOPES,
  cacheSeconds: 86_400,
  answer(call) {
    const person = findByIdentity(call.query);
    if (person === 'malformed') {
      return refuse('civility');
    }
    return person === 'nobody' ? refuse('allocataireNotFound') : answerFor(person, call);
  },
};

function answerFor(person: Particulier, call: DataCall): Answer {
  const asked = askedMonth(call.query, call.now);
  if (asked === 'malformed') {
    // No error of the third version covers it; its documentation announces a 400, which only the second one describes.
    return legacyError(
      400,
      'bad_request',
      "L'année ou le mois demandé n'est pas correctement formaté ou est dans le futur.",
    );
  }
  const foyer = call.told('wrong_person') ? anotherFamily(person) : person.dossier;
  switch (foyer) {
    case 'absent':
      return refuse('allocataireNotFound');
    case 'hors-delai':
      return refuse('providerTimeout');
    case 'trop-de-requetes':
      return refuse('tooManyRequests', { 'retry-after': '60' });
    default:
      return asked.monthsAgo > HISTORY_MONTHS ? refuse('allocataireNotFound') : succeed(dataOf(foyer, asked, call));
  }
}

interface AskedMonth {
  readonly annee: number;
  readonly mois: number;
  readonly monthsAgo: number;
}

/** What is said of a family, without the keys that the granted scopes do not open. */
function dataOf(foyer: Foyer, asked: AskedMonth, { scopes, now, told }: DataCall): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  if (scopes.has('cnaf_allocataires')) {
    data['allocataires'] = foyer.allocataires.map(civilStatus);
  }
  if (scopes.has('cnaf_enfants')) {
    data['enfants'] = foyer.enfants.map(civilStatus);
  }
  if (scopes.has('cnaf_adresse')) {
    data['adresse'] = {
      destinataire: foyer.adresse.destinataire,
      complement_information: foyer.adresse.complement,
      complement_information_geographique: null,
      numero_libelle_voie: foyer.adresse.voie,
      lieu_dit: foyer.adresse.lieuDit,
      code_postal_ville: `${foyer.adresse.codePostal} ${foyer.adresse.commune}`,
      pays: 'FRANCE',
    };
  }
  if (scopes.has('cnaf_quotient_familial') && !told('masked_keys')) {
    data['quotient_familial'] = told('strange_values')
      ? { fournisseur: 'AUTRE', valeur: String(-foyer.quotientFamilial), annee: asked.annee + 1, mois: 12 }
      : quotient(foyer, asked, now);
  }
  return data;
}

function quotient(foyer: Foyer, { annee, mois }: AskedMonth, now: Now) {
  const month = `${annee}-${String(mois).padStart(2, '0')}`;
  const older = foyer.historique?.findLast(({ jusqua }) => month <= jusqua);
  // The MSA computes again at each call; the CNAF says when it last did, which is here always the month itself.
  const today = currentMonth(now);
  const computed = foyer.fournisseur === 'MSA' ? today : { annee, mois };
  return {
    fournisseur: foyer.fournisseur,
    valeur: older?.valeur ?? foyer.quotientFamilial,
    annee,
    mois,
    annee_calcul: computed.annee,
    mois_calcul: computed.mois,
  };
}

function civilStatus({ nom, nomUsage, prenoms, dateNaissance, sexe }: EtatCivil | Enfant) {
  return {
    nom_naissance: nom,
    nom_usage: nomUsage,
    prenoms: prenoms.join(' '),
    date_naissance: dateNaissance,
    sexe,
  };
}

/** The current month by default; a year alone keeps the current month, a month alone the current year. */
function askedMonth(query: URLSearchParams, now: Now): AskedMonth | 'malformed' {
  const today = currentMonth(now);
  const annee = query.get('annee') ?? String(today.annee);
  const mois = query.get('mois') ?? String(today.mois);
  if (!/^\d{4}$/.test(annee) || !/^(0?[1-9]|1[0-2])$/.test(mois)) {
    return 'malformed';
  }
  const monthsAgo = (today.annee - Number(annee)) * 12 + today.mois - Number(mois);
  return monthsAgo < 0 ? 'malformed' : { annee: Number(annee), mois: Number(mois), monthsAgo };
}

function currentMonth(now: Now): { annee: number; mois: number } {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO('Europe/Paris');
  return { annee: year, mois: month };
}

function anotherFamily(person: Particulier): Foyer | 'absent' {
  for (const { dossier } of particuliers) {
    if (typeof dossier === 'object' && dossier !== person.dossier) {
      return dossier;
    }
  }
  return 'absent';
}

const HISTORY_MONTHS = 24;
