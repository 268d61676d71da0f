import { z } from 'zod';
import type { EtatDemande, FournisseurHabilitation, Habilitation } from './habilitation.ts';

/**
 * A notification of DataPass, with nothing of the person who made the request: their name, e-mail and telephone are in
 * what it sends, and are not even read.
 */
export type Notification = {
  readonly evenement: string;
  readonly fournisseur: FournisseurHabilitation | undefined;
  readonly datapassId: number;
  readonly survenueAt: Temporal.Instant;
  /** SIREN of the organisation that holds the request now. */
  readonly siren: string | undefined;
  /** What was granted and holds; undefined when the notification does not say. */
  readonly accordees: readonly (readonly string[])[] | undefined;
  /** What the request asks, granted or not. */
  readonly demandes: readonly string[];
};

/** Every event that DataPass announces: what it makes of the request, and of what was granted. */
const EVENEMENTS: Readonly<Record<string, Evenement>> = {
  create: { rang: 0, etat: 'brouillon' },
  create_by_api: { rang: 0, etat: 'brouillon' },
  // What a draft says changes nothing: only an approval grants.
  update: { rang: 0 },
  update_by_api: { rang: 0 },
  submit: { rang: 1, etat: 'soumise' },
  request_changes: { rang: 2, etat: 'modifications_demandees' },
  // Open again: what was granted holds meanwhile, with the scopes that it had.
  reopen: { rang: 2, etat: 'brouillon' },
  cancel_reopening: { rang: 3, etat: 'validee' },
  refuse: { rang: 3, etat: 'refusee' },
  approve: { rang: 3, etat: 'validee' },
  transfer: { rang: 3 },
  archive: { rang: 4, etat: 'archivee' },
  revoke: { rang: 5, etat: 'revoquee' },
};

type Evenement = {
  /** Among events of one second, which one came last. A revocation is never undone by what shares its second. */
  readonly rang: number;
  readonly etat?: EtatDemande;
};

export function isEvenementConnu(nom: string): boolean {
  return Object.hasOwn(EVENEMENTS, nom);
}

export function rangDe(nom: string): number {
  return (Object.hasOwn(EVENEMENTS, nom) ? EVENEMENTS[nom]?.rang : undefined) ?? 0;
}

/** Whether something granted holds, once the request stands there. */
export function enVigueurApres(etat: EtatDemande, avant: boolean): boolean {
  if (etat === 'validee') return true;
  return etat === 'revoquee' || etat === 'archivee' ? false : avant;
}

export type Changement = {
  readonly etat: EtatDemande;
  readonly enVigueur: boolean;
  readonly scopes: readonly string[];
};

/** @returns undefined when the event changes nothing of the habilitation */
export function appliquer(
  { evenement, accordees, demandes, siren }: Notification,
  avant: Pick<Habilitation, 'etat' | 'enVigueur' | 'scopes'>,
  sirenDeLOrganisation: string,
): Changement | undefined {
  const kept = { etat: avant.etat, scopes: avant.scopes };
  if (evenement === 'transfer') {
    // It went to somebody else: nothing of it is ours any more.
    return siren !== undefined && siren !== sirenDeLOrganisation ? { ...kept, enVigueur: false } : undefined;
  }
  const etat = EVENEMENTS[evenement]?.etat;
  if (!etat) return undefined;
  switch (evenement) {
    case 'approve': {
      const scopes = accordees?.at(-1) ?? (demandes.length > 0 ? demandes : avant.scopes);
      return { etat, enVigueur: accordees === undefined || accordees.length > 0, scopes };
    }
    // Only an approval grants again what did not hold.
    case 'cancel_reopening':
      return { ...kept, etat, enVigueur: avant.enVigueur };
    default:
      return {
        ...kept,
        etat,
        enVigueur: enVigueurApres(etat, avant.enVigueur) && (accordees === undefined || accordees.length > 0),
      };
  }
}

const scopes = z.array(z.string().regex(/^[a-z][a-z0-9_.:-]{1,119}$/)).max(100);

const schema = z.object({
  event: z.string().min(1).max(60),
  fired_at: z.number().int().positive().max(32_503_680_000).nullish(),
  occurred_at: z.string().max(40).nullish(),
  model_type: z.string().max(120),
  model_id: z.number().int().positive(),
  data: z
    .object({
      organization: z
        .object({ siret: z.string().regex(/^\d{14}$/) })
        .nullish()
        .catch(undefined),
      authorizations: z
        .array(
          z.object({
            state: z.string().nullish(),
            revoked: z.boolean().nullish(),
            created_at: z.string().nullish(),
            definition_id: z.string().nullish(),
            data: z.object({ scopes: scopes.nullish() }).nullish(),
          }),
        )
        .max(200)
        .nullish(),
      data: z.object({ scopes: scopes.nullish() }).nullish().catch(undefined),
    })
    .nullish(),
});

/** @returns undefined when it is no notification at all */
export function lireNotification(body: unknown): Notification | undefined {
  const read = schema.safeParse(body);
  const survenueAt = read.success ? instantOf(read.data) : undefined;
  if (!read.success || !survenueAt) return undefined;
  const { event, model_type: type, model_id: datapassId, data } = read.data;
  const fournisseur = fournisseurOf(type);
  const authorizations = data?.authorizations;
  return {
    evenement: event,
    fournisseur,
    datapassId,
    survenueAt,
    siren: data?.organization?.siret.slice(0, 9),
    accordees: authorizations
      ?.filter(({ definition_id: one }) => !one || fournisseurOf(one) === fournisseur)
      .filter(({ state, revoked }) => state === 'active' && revoked !== true)
      .toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? -1 : 1))
      .map((one) => one.data?.scopes ?? []),
    demandes: data?.data?.scopes ?? [],
  };
}

/** The older shape says `fired_at`, in unix seconds; the newer one `occurred_at`, as a date. */
function instantOf(read: { fired_at?: number | null | undefined; occurred_at?: string | null | undefined }) {
  if (read.occurred_at) {
    try {
      return Temporal.Instant.from(read.occurred_at);
    } catch {
      return undefined;
    }
  }
  return read.fired_at ? Temporal.Instant.fromEpochMilliseconds(read.fired_at * 1000) : undefined;
}

/** `authorization_request/api_particulier`, `france_connect`, `APIEntreprise`… */
function fournisseurOf(type: string): FournisseurHabilitation | undefined {
  const name = (type.split(/[/:]+/).at(-1) ?? '').toLowerCase().replaceAll(/[_-]/g, '');
  return Object.hasOwn(NOMS, name) ? NOMS[name] : undefined;
}

const NOMS: Readonly<Record<string, FournisseurHabilitation>> = {
  apiparticulier: 'api_particulier',
  franceconnect: 'franceconnect',
  apientreprise: 'api_entreprise',
};
