import { Conflict, NotFound } from '../../../platform/errors.ts';
import { newId } from '../../../values/ids.ts';
import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import { type Prerempli, preremplir, type ReponseSource } from '../domain/prefill.ts';
import type { AppelSource } from '../domain/source.ts';
import type { Moteur } from '../moteur.ts';
import { type DemarcheOuverte, findDemarche } from '../storage/demarches.ts';
import { findBrouillon, insertDossier, savePrerempli } from '../storage/dossiers.ts';
import { journaliserDemande } from './journaliser.ts';

export type Debut = {
  readonly organisation: { readonly id: string; readonly siren: string };
  readonly demarcheSlug: string;
  /** Present when the usager agreed to have their data asked and just came back from FranceConnect. */
  readonly appel?: Omit<AppelSource, 'organisation' | 'now' | 'aujourdhui' | 'communes'>;
  /** The sources that the usager agreed to, by id. */
  readonly sources: readonly string[];
};

/**
 * Begins a dossier, or finds the draft that this usager already has: a double click makes one. Sources are asked in
 * parallel before the transaction; what fails leaves its champs to the usager.
 *
 * @returns the id of the draft
 */
export async function beginDossier(moteur: Moteur, demandeur: Demandeur, debut: Debut): Promise<string> {
  const demarche = await moteur.db.transaction({ public: true }, (tx) =>
    findDemarche(tx, debut.organisation.id, debut.demarcheSlug),
  );
  if (!demarche || demarche.statut === 'depubliee') throw new NotFound('Cette démarche n’existe pas.');
  if (demarche.statut === 'close') throw new Conflict('Cette démarche est close : elle ne reçoit plus de demandes.');
  const recues = await askSources(moteur, debut);
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const brouillon = await findBrouillon(tx, usagerOf(demandeur), demarche.id);
    const definition = await moteur.definitionOf(tx, brouillon?.versionId ?? demarche.versionId);
    const prerempli = preremplir(definition, moteur.registre, recues);
    if (!brouillon) return insertNew(moteur, demandeur, debut, demarche, prerempli, tx);
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

/** Whose row it is: the person for whom, or the author when it is an organisation's. */
function usagerOf({ personneId, pour }: Demandeur): string {
  return pour.type === 'personne' ? pour.personneId : personneId;
}

type Tx = Parameters<Parameters<Moteur['db']['transaction']>[1]>[0];

async function insertNew(
  moteur: Moteur,
  demandeur: Demandeur,
  debut: Debut,
  demarche: DemarcheOuverte,
  prerempli: Prerempli,
  tx: Tx,
): Promise<string> {
  const dossier = {
    id: newId<'Dossier'>(moteur.clock, moteur.random),
    organisationId: demarche.organisationId,
    demarcheId: demarche.id,
    versionId: demarche.versionId,
    usagerId: usagerOf(demandeur),
    ...prerempli,
    now: moteur.clock.now(),
  };
  if (!(await insertDossier(tx, dossier))) {
    const other = await findBrouillon(tx, usagerOf(demandeur), demarche.id);
    if (!other) throw new Conflict('');
    return other.id;
  }
  await journaliserDemande(tx, moteur, demandeur, {
    dossier,
    type: 'dossier.commence',
    contenu: {
      demarche: demarche.slug,
      version: demarche.versionId,
      consentement: [...debut.sources],
      sources: Object.fromEntries(Object.entries(prerempli.sources).map(([id, { etat }]) => [id, etat])),
      champsPreremplis: Object.keys(prerempli.origines).length,
    },
  });
  return dossier.id;
}

async function askSources(moteur: Moteur, debut: Debut): Promise<Map<string, ReponseSource>> {
  const { appel } = debut;
  if (!appel) return new Map();
  const complete: AppelSource = {
    ...appel,
    organisation: debut.organisation,
    now: moteur.clock.now(),
    aujourdhui: moteur.clock.today(),
    communes: moteur.communes,
  };
  const asked = debut.sources.flatMap((id) => moteur.sources.get(id) ?? []);
  const answers = await Promise.all(asked.map(async (source) => [source.id, await source.fetch(complete)] as const));
  return new Map(answers);
}
