import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, Forbidden, NotFound } from '../../../platform/errors.ts';
import { newId } from '../../../values/ids.ts';
import {
  type Demandeur,
  findOrganisationById,
  isWithinMandat,
  type PourOrganisation,
  porteeOfDemandeur,
} from '../../comptes/index.ts';
import { type Definition, isOpenTo } from '../domain/definition.ts';
import { donneesUtiles, type Prerempli, preremplir, type ReponseSource } from '../domain/prefill.ts';
import type {
  AppelCommun,
  AppelOrganisation,
  AppelSource,
  DemandeSource,
  Source,
  SourcePersonne,
} from '../domain/source.ts';
import type { Moteur } from '../moteur.ts';
import { type DemarcheOuverte, findDemarche } from '../storage/demarches.ts';
import { findBrouillon, insertDossier, savePrerempli } from '../storage/dossiers.ts';
import { assertMayAsk } from './demandeur.ts';
import { journaliserDemande } from './journaliser.ts';
import { titulaireOf } from './load-dossier.ts';

export type Debut = {
  readonly organisation: { readonly id: string; readonly siren: string };
  readonly demarcheSlug: string;
  /** Present when a person agreed to have their data asked and just came back from FranceConnect. */
  readonly appel?: Pick<AppelSource, 'accessToken' | 'pivot'>;
  /** The sources that they agreed to, by id. What is asked about an organisation needs no agreement. */
  readonly sources: readonly string[];
};

/**
 * Begins a dossier, or finds the draft that this person or this organisation already has: a double click, or two
 * colleagues at once, make one. Sources are asked in parallel before the transaction; what fails leaves its champs to
 * who fills in.
 *
 * @returns the id of the draft
 */
export async function beginDossier(moteur: Moteur, demandeur: Demandeur, debut: Debut): Promise<string> {
  assertMayAsk(demandeur);
  const { demarche, porteur } = await openDemarche(moteur, demandeur, debut);
  const recues = await askSources(moteur, debut, demarche, porteur);
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const brouillon = await findBrouillon(tx, titulaireOf(demandeur), demarche.id);
    // What an organisation's draft was prefilled with is what its members have been working on since.
    if (brouillon && demandeur.pour.type === 'organisation') return brouillon.id;
    const definition = await moteur.definitionOf(tx, brouillon?.versionId ?? demarche.versionId);
    const prerempli = preremplir(definition, moteur.registre, recues);
    if (!brouillon) return insertNew(tx, moteur, demandeur, demarche, prerempli, debut.sources);
    if (recues.size > 0) {
      await savePrerempli(tx, brouillon.id, {
        reponses: { ...brouillon.reponses, ...prerempli.reponses },
        origines: { ...brouillon.origines, ...prerempli.origines },
        sources: { ...brouillon.sources, ...prerempli.sources },
        now: moteur.clock.now(),
      });
    }
    return brouillon.id;
  });
}

const HORS_MANDAT =
  'Votre mandat ne porte pas sur cette collectivité\u00a0: vous ne pouvez pas y faire de démarche pour cette personne.';

type Ouverte = DemarcheOuverte & { readonly definition: Definition };

/** The démarche when it is open to who asks, with what is known of the organisation that asks. */
export async function openDemarche(moteur: Moteur, demandeur: Demandeur, { organisation, demarcheSlug }: Debut) {
  const { pour } = demandeur;
  const { demarche, porteur } = await moteur.db.transaction({ public: true }, async (tx) => {
    const found = await findDemarche(tx, organisation.id, demarcheSlug);
    return {
      demarche: found && { ...found, definition: await moteur.definitionOf(tx, found.versionId) },
      porteur: pour.type === 'organisation' ? await findOrganisationById(tx, pour.organisation.id) : undefined,
    };
  });
  if (!isWithinMandat(demandeur, organisation.id)) throw new Forbidden(HORS_MANDAT);
  if (!demarche || demarche.statut === 'depubliee') throw new NotFound('Cette démarche n’existe pas.');
  if (demarche.statut === 'close') throw new Conflict('Cette démarche est close : elle ne reçoit plus de demandes.');
  assertOpenTo(pour, demarche);
  return { demarche, porteur };
}

function assertOpenTo(pour: Demandeur['pour'], { organisationId, definition }: Ouverte): void {
  if (pour.type === 'personne') {
    if (!isOpenTo(definition, 'personnes')) throw new Forbidden('Cette démarche est réservée aux organisations.');
    return;
  }
  if (!isOpenTo(definition, 'organisations')) throw new Forbidden('Cette démarche est réservée aux particuliers.');
  if (isOwn(pour, organisationId)) throw new Forbidden('Une organisation ne se fait pas de demande à elle-même.');
}

/** Nobody instructs their own request. */
function isOwn({ organisation }: PourOrganisation, organisationId: string): boolean {
  return organisation.id === organisationId;
}

export async function insertNew(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  demarche: DemarcheOuverte,
  prerempli: Prerempli,
  consentement: readonly string[],
): Promise<string> {
  const dossier = {
    id: newId<'Dossier'>(moteur.clock, moteur.random),
    organisationId: demarche.organisationId,
    demarcheId: demarche.id,
    versionId: demarche.versionId,
    ...titulaireOf(demandeur),
    ...prerempli,
    now: moteur.clock.now(),
  };
  if (!(await insertDossier(tx, dossier))) {
    const other = await findBrouillon(tx, titulaireOf(demandeur), demarche.id);
    if (!other) throw new Conflict('');
    return other.id;
  }
  await journaliserDemande(tx, moteur, demandeur, {
    dossier,
    type: 'dossier.commence',
    contenu: {
      demarche: demarche.slug,
      version: demarche.versionId,
      consentement: [...consentement],
      sources: Object.fromEntries(Object.entries(prerempli.sources).map(([id, { etat }]) => [id, etat])),
      champsPreremplis: Object.keys(prerempli.origines).length,
    },
  });
  return dossier.id;
}

/**
 * Asks the sources that were agreed to; what is asked about an organisation needs no agreement. Those that nobody was
 * asked about, for want of a habilitation, say so themselves: the dossier then tells why its champs are to be typed.
 */
export async function askSources(
  moteur: Moteur,
  debut: Debut,
  { id: demarcheId, definition }: Ouverte,
  porteur: AppelOrganisation['porteur'] | undefined,
): Promise<Map<string, ReponseSource>> {
  const named = [...new Set([...debut.sources, ...definition.sources.map(({ id }) => id)])];
  const sources = named.flatMap((id) => moteur.sources.get(id) ?? []);
  const answers = await Promise.all(
    sources.map(async (source) => {
      const commun = {
        organisation: debut.organisation,
        demarche: { id: demarcheId },
        donnees: donneesUtiles(definition, source.id),
        now: moteur.clock.now(),
        aujourdhui: moteur.clock.today(),
        communes: moteur.communes,
      };
      const answer = await askSource(source, commun, debut, porteur);
      return answer ? [[source.id, answer] as const] : [];
    }),
  );
  return new Map(answers.flat());
}

async function askSource(
  source: Source,
  commun: AppelCommun & DemandeSource,
  { appel, sources }: Debut,
  porteur: AppelOrganisation['porteur'] | undefined,
): Promise<ReponseSource | undefined> {
  if (source.pour === 'organisations') return porteur && source.fetch({ ...commun, porteur });
  if (porteur || !appel) return undefined;
  const asked = { ...commun, ...appel };
  return sources.includes(source.id) ? source.fetch(asked) : withoutRight(source, asked);
}

async function withoutRight(source: SourcePersonne, appel: AppelSource): Promise<ReponseSource | undefined> {
  const droits = await source.droits?.(appel);
  return droits && !droits.accordes
    ? { ...droits.reponse, le: appel.now.toString({ smallestUnit: 'second' }) }
    : undefined;
}
