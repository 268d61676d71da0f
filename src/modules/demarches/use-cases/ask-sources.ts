import { setTimeout as wait } from 'node:timers/promises';
import { type Attente, attendre, sansReponse } from '../domain/attente.ts';
import type { Definition } from '../domain/definition.ts';
import { donneesUtiles, type ReponseSource } from '../domain/prefill.ts';
import type { AppelCommun, AppelOrganisation, AppelSource, DemandeSource, Source } from '../domain/source.ts';
import type { Moteur } from '../moteur.ts';

export type DemandeAuxSources = {
  readonly organisation: { readonly id: string; readonly siren: string };
  /** Present when a person agreed to have their data asked and just came back from FranceConnect. */
  readonly appel?: Pick<AppelSource, 'accessToken' | 'pivot'>;
  /** The sources that they agreed to, by id. What is asked about an organisation needs no agreement. */
  readonly sources: readonly string[];
};

export type ReponsesDesSources = {
  /** By id of source. */
  readonly recues: ReadonlyMap<string, ReponseSource>;
  readonly tardives: readonly Tardive[];
};

/** A source that is still being asked. */
export type Tardive = {
  readonly source: string;
  /** What the draft keeps meanwhile. */
  readonly attente: Attente;
  /** Undefined when nothing came. Never fails, and never lasts beyond the limit. */
  readonly reponse: Promise<ReponseSource | undefined>;
};

/**
 * Asks the sources that were agreed to; what is asked about an organisation needs no agreement. Those that nobody was
 * asked about, for want of a habilitation, say so themselves: the dossier then tells why its champs are to be typed.
 *
 * All are asked at once. The page waits for them during the grace; what is late is given as a promise.
 */
export async function askSources(
  moteur: Moteur,
  demande: DemandeAuxSources,
  { id: demarcheId, definition }: { readonly id: string; readonly definition: Definition },
  porteur: AppelOrganisation['porteur'] | undefined,
): Promise<ReponsesDesSources> {
  const { graceMs, limiteMs } = moteur.delaisDesSources;
  const now = moteur.clock.now();
  const signal = AbortSignal.timeout(limiteMs);
  const named = [...new Set([...demande.sources, ...definition.sources.map(({ id }) => id)])];
  const sources = named.flatMap((id) => moteur.sources.get(id) ?? []);
  const communOf = (source: Source): Commun => ({
    organisation: demande.organisation,
    demarche: { id: demarcheId },
    donnees: donneesUtiles(definition, source.id),
    now,
    aujourdhui: moteur.clock.today(),
    communes: moteur.communes,
    signal,
  });

  const recues = new Map<string, ReponseSource>();
  const asked = sources.flatMap((source) => {
    const answer = ask(source, communOf(source), demande, porteur);
    if (!answer) return [];
    const reponse = withinLimit(moteur, source, answer, signal);
    return [{ source, reponse, done: reponse.then((came) => void recues.set(source.id, came ?? muette(source, now))) }];
  });
  const silent = sources.map(async (source) => {
    const answer = await withoutRight(source, communOf(source), demande, porteur);
    if (answer) recues.set(source.id, answer);
  });
  await Promise.all([...silent, atMost(graceMs, Promise.all(asked.map(({ done }) => done)))]);

  // What comes from now on is late, even before the draft is written.
  const inTime = new Map(recues);
  const jusqua = now.add({ milliseconds: limiteMs });
  const tardives = asked
    .filter(({ source }) => !inTime.has(source.id))
    .map(({ source, reponse }) => ({
      source: source.id,
      attente: attendre(source.nom, { le: now, jusqua }),
      reponse,
    }));
  return { recues: inTime, tardives };
}

type Commun = AppelCommun & DemandeSource;

/** @returns undefined when this source is not to be asked anything */
function ask(
  source: Source,
  commun: Commun,
  { appel, sources }: DemandeAuxSources,
  porteur: AppelOrganisation['porteur'] | undefined,
): Promise<ReponseSource> | undefined {
  if (source.pour === 'organisations') return porteur && source.fetch({ ...commun, porteur });
  if (porteur || !appel || !sources.includes(source.id)) return undefined;
  return source.fetch({ ...commun, ...appel });
}

async function withoutRight(
  source: Source,
  commun: Commun,
  { appel, sources }: DemandeAuxSources,
  porteur: AppelOrganisation['porteur'] | undefined,
): Promise<ReponseSource | undefined> {
  if (source.pour === 'organisations' || porteur || !appel || sources.includes(source.id)) return undefined;
  const droits = await source.droits?.(commun);
  return droits && !droits.accordes
    ? { ...droits.reponse, le: commun.now.toString({ smallestUnit: 'second' }) }
    : undefined;
}

/** A failure of ours while asking is no answer either: it is told to the operator, and nobody is kept from depositing. */
function withinLimit(
  { logger }: Moteur,
  { id }: Source,
  answer: Promise<ReponseSource>,
  signal: AbortSignal,
): Promise<ReponseSource | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  const told = answer.catch((err: unknown) => {
    logger.error({ err, source: id }, 'a data source could not be asked');
    return undefined;
  });
  return Promise.race([told, late]);
}

function muette({ nom }: Source, now: Temporal.Instant): ReponseSource {
  return { ...sansReponse(nom, now), fournisseur: nom };
}

/** @param work must not fail */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const grace = wait(ms, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work, grace]);
  done.abort();
}
