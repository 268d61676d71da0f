import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiret } from '../../../values/siret.ts';
import type {
  AdresseConnue,
  AssociationConnue,
  CommuneConnue,
  Pourquoi,
  Referentiels,
  ReponseReferentiel as Reponse,
} from '../../demarches/index.ts';
import { type AdresseBan, adresseSure } from '../domain/referentiels/ban.ts';
import { firstSiretOf } from '../domain/siret-siege.ts';
import { makeRetenue, makeRetenueOuverte } from '../use-cases/retenue.ts';
import { API_ENTREPRISE_LIMITES, apiEntreprise, type Motif } from './api-entreprise.ts';
import { BAN_PAR_SECONDE, ban } from './ban.ts';
import { GEO_PAR_SECONDE, geo } from './geo.ts';
import { makeMemoire } from './memoire.ts';
import { RECHERCHE_PAR_SECONDE, rechercheEntreprises } from './recherche-entreprises.ts';
import type { ReponseReferentiel } from './referentiel.ts';

/** Where the registers are. Without a token of API Entreprise, the open « Recherche d’entreprises » stands for it. */
export type AdressesDesReferentiels = {
  readonly apiEntreprise?: { readonly url: string; readonly jeton: string };
  readonly rechercheEntreprisesUrl: string;
  readonly banUrl: string;
  readonly geoUrl: string;
};

/** The open ones, where the State serves them. */
export const ADRESSES_OFFICIELLES: AdressesDesReferentiels = {
  rechercheEntreprisesUrl: 'https://recherche-entreprises.api.gouv.fr',
  banUrl: 'https://data.geopf.fr/geocodage',
  geoUrl: 'https://geo.api.gouv.fr',
};

export type ReferentielsOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly adresses: AdressesDesReferentiels;
  /** The installed geographic code: what is known of communes when API Géo is silent. */
  readonly communes: (texte: string) => readonly CommuneConnue[];
};

/** Somebody is typing: later than that, the suggestion is about words already changed. */
const SAISIE_MS = 1500;
const QUESTION_MS = 5000;
/** Less time than that is not worth a second register. */
const SHORTEST_MS = 500;
const UNE_HEURE = 3600;
const UN_JOUR = 24 * UNE_HEURE;

const SIRENE = 'le répertoire Sirene';
const RNA = 'le répertoire national des associations';

/** The registers, as the champs ask them: whichever answers, with where it comes from. */
export function makeReferentiels({ db, clock, logger, adresses, communes }: ReferentielsOptions): Referentiels {
  const base = { clock, logger };
  const ouvert = (nom: string, baseUrl: string, parSeconde: number) => ({
    ...base,
    baseUrl,
    retenue: makeRetenueOuverte(db, nom, parSeconde),
  });
  const entreprise =
    adresses.apiEntreprise &&
    apiEntreprise({
      ...base,
      baseUrl: adresses.apiEntreprise.url,
      jeton: adresses.apiEntreprise.jeton,
      retenue: makeRetenue(db, 'api_entreprise', API_ENTREPRISE_LIMITES),
    });
  const recherche = rechercheEntreprises(
    ouvert('recherche_entreprises', adresses.rechercheEntreprisesUrl, RECHERCHE_PAR_SECONDE),
  );
  const adressesNationales = ban(ouvert('ban', adresses.banUrl, BAN_PAR_SECONDE));
  const geographie = geo(ouvert('geo', adresses.geoUrl, GEO_PAR_SECONDE));
  const etablissements = makeMemoire<Awaited<ReturnType<typeof recherche.etablissement>>>(clock, {
    dureeSecondes: UNE_HEURE,
  });
  const associations = makeMemoire<Reponse<AssociationConnue>>(clock, { dureeSecondes: UNE_HEURE });
  const parCodePostal = makeMemoire<Awaited<ReturnType<typeof geographie.communes>>>(clock, { dureeSecondes: UN_JOUR });

  return {
    async etablissement(siret, pour) {
      const numero = orThrow(parseSiret(siret));
      const reponse = await etablissements(
        numero,
        async () => {
          const before = performance.now();
          const asked = await entreprise?.etablissement(numero, motifOf(pour));
          const left = QUESTION_MS - (performance.now() - before);
          if (asked && (asked.type !== 'muette' || left < SHORTEST_MS)) return asked;
          return recherche.etablissement(numero, left);
        },
        isAnswer,
      );
      return presented(reponse, SIRENE);
    },
    association: (rna, pour) =>
      entreprise
        ? associations(
            rna,
            async () => presented(await entreprise.association(rna, motifOf(pour)), RNA),
            ({ type }) => type !== 'muet',
          )
        : Promise.resolve({ type: 'muet' }),
    async adresse(ecrite) {
      const { numero, voie, codePostal, commune } = ecrite;
      const q = [numero, voie, codePostal, commune].filter(Boolean).join(' ');
      const reponse = await adressesNationales.chercher({ q, autocomplete: false, limit: 5, codePostal });
      const sure = reponse.type === 'obtenue' ? adresseSure(ecrite, reponse.resultat) : undefined;
      return sure && connue(sure);
    },
    async suggestions(q) {
      const reponse = await adressesNationales.chercher({ q, autocomplete: true, limit: 6, timeoutMs: SAISIE_MS });
      if (reponse.type !== 'obtenue') return [];
      return reponse.resultat.filter(({ type }) => type !== 'municipality').map(connue);
    },
    async autour(point) {
      const reponse = await adressesNationales.autour(point);
      return reponse.type === 'obtenue' ? reponse.resultat.map(connue) : undefined;
    },
    async communes(codePostal) {
      const reponse = await parCodePostal(codePostal, () => geographie.communes({ codePostal }), isAnswer);
      return reponse.type === 'obtenue' ? reponse.resultat : communes(codePostal);
    },
  };
}

/** Silence is not kept: the register may answer a minute later. */
function isAnswer({ type }: ReponseReferentiel<unknown>): boolean {
  return type !== 'muette';
}

function presented<T>(reponse: ReponseReferentiel<T>, source: string): Reponse<T> {
  switch (reponse.type) {
    case 'obtenue':
      return { type: 'connu', valeur: reponse.resultat, source, le: reponse.le };
    case 'inconnue':
      return { type: 'inconnu', source, le: reponse.le };
    case 'muette':
      return { type: 'muet' };
  }
}

function motifOf({ organisation, demarche, dossierId }: Pourquoi): Motif {
  return {
    recipient: firstSiretOf(organisation.siren),
    contexte: demarche.slice(0, 200),
    objet: `Dossier ${dossierId}`,
  };
}

function connue({ score: _score, type: _type, ...adresse }: AdresseBan): AdresseConnue {
  return adresse;
}
