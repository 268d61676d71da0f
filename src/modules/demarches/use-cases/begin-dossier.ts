import { Conflict, NotFound } from '../../../platform/errors.ts';
import { newId } from '../../../values/ids.ts';
import type { Definition } from '../domain/definition.ts';
import { donneesUtiles, type Prerempli, preremplir, type ReponseSource } from '../domain/prefill.ts';
import type { AppelSource, Source } from '../domain/source.ts';
import type { Moteur } from '../moteur.ts';
import { type DemarcheOuverte, findDemarche } from '../storage/demarches.ts';
import { findBrouillon, insertDossier, savePrerempli } from '../storage/dossiers.ts';
import { journaliser } from './journaliser.ts';

export type Debut = {
  readonly usagerId: string;
  readonly organisation: { readonly id: string; readonly siren: string };
  readonly demarcheSlug: string;
  /** Present when the usager agreed to have their data asked and just came back from FranceConnect. */
  readonly appel?: Pick<AppelSource, 'accessToken' | 'pivot'>;
  /** The sources that the usager agreed to, by id. */
  readonly sources: readonly string[];
};

/**
 * Begins a dossier, or finds the draft that this usager already has: a double click makes one. Sources are asked in
 * parallel before the transaction; what fails leaves its champs to the usager.
 *
 * @returns the id of the draft
 */
export async function beginDossier(moteur: Moteur, debut: Debut): Promise<string> {
  const [demarche, courante] = await moteur.db.transaction({ public: true }, async (tx) => {
    const found = await findDemarche(tx, debut.organisation.id, debut.demarcheSlug);
    return [found, found && (await moteur.definitionOf(tx, found.versionId))] as const;
  });
  if (!demarche || !courante || demarche.statut === 'depubliee') throw new NotFound('Cette démarche n’existe pas.');
  if (demarche.statut === 'close') throw new Conflict('Cette démarche est close : elle ne reçoit plus de demandes.');
  const recues = await askSources(moteur, debut, demarche.id, courante);
  return moteur.db.transaction({ personne: debut.usagerId }, async (tx) => {
    const brouillon = await findBrouillon(tx, debut.usagerId, demarche.id);
    const definition = await moteur.definitionOf(tx, brouillon?.versionId ?? demarche.versionId);
    const prerempli = preremplir(definition, moteur.registre, recues);
    if (!brouillon) return insertNew(moteur, debut, demarche, prerempli, tx);
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

type Tx = Parameters<Parameters<Moteur['db']['transaction']>[1]>[0];

async function insertNew(
  moteur: Moteur,
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
    usagerId: debut.usagerId,
    ...prerempli,
    now: moteur.clock.now(),
  };
  if (!(await insertDossier(tx, dossier))) {
    const other = await findBrouillon(tx, debut.usagerId, demarche.id);
    if (!other) throw new Conflict('');
    return other.id;
  }
  await journaliser(tx, moteur, {
    acteur: { type: 'usager', id: debut.usagerId },
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

/**
 * Asks the sources that were agreed to. Those that nobody was asked about, for want of a habilitation, say so themselves:
 * the dossier then tells why its champs are to be typed.
 */
async function askSources(
  moteur: Moteur,
  debut: Debut,
  demarcheId: string,
  definition: Definition,
): Promise<Map<string, ReponseSource>> {
  const { appel } = debut;
  if (!appel) return new Map();
  const appelFor = (source: string): AppelSource => ({
    ...appel,
    organisation: debut.organisation,
    demarche: { id: demarcheId },
    donnees: donneesUtiles(definition, source),
    now: moteur.clock.now(),
    aujourdhui: moteur.clock.today(),
    communes: moteur.communes,
  });
  const named = [...new Set([...debut.sources, ...definition.sources.map(({ id }) => id)])];
  const answers = await Promise.all(
    named.map(async (id) => {
      const source = moteur.sources.get(id);
      const answer = source && (await ask(source, appelFor(id), debut.sources.includes(id)));
      return answer ? [[id, answer] as const] : [];
    }),
  );
  return new Map(answers.flat());
}

async function ask(source: Source, appel: AppelSource, agreed: boolean): Promise<ReponseSource | undefined> {
  if (agreed) return source.fetch(appel);
  const droits = await source.droits?.(appel);
  return droits && !droits.accordes
    ? { ...droits.reponse, le: appel.now.toString({ smallestUnit: 'second' }) }
    : undefined;
}
