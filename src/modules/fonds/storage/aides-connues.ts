import type { Tx } from '../../../platform/db/database.ts';
import type { Montant } from '../../../values/montant.ts';
import { type Siret, sirenOf } from '../../../values/siret.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import { fonds } from './tables.ts';

/** What the fund knows of another request, or of another subvention, of the same collectivité. */
export type AideConnue = {
  readonly id: string;
  readonly numero: string;
  readonly objet: string;
  readonly montant: Montant;
} & (
  | { readonly type: 'subvention'; readonly statut: StatutSubvention }
  | { readonly type: 'candidature'; readonly statut: StatutCandidature }
);

const MOST = 20;

/**
 * The others of the same SIREN in this fund, whatever the establishment, the latest first; not the requests that a
 * subvention answers.
 */
export async function listAidesConnues(
  tx: Tx,
  {
    organisationId,
    siret,
    dossierId,
  }: { readonly organisationId: string; readonly siret: Siret; readonly dossierId: string },
): Promise<readonly AideConnue[]> {
  const siren = sirenOf(siret);
  const [from, to] = [`${siren}00000` as Siret, `${siren}99999` as Siret];
  const subventions = await fonds(tx)
    .selectFrom('subventions')
    .where('organisation_id', '=', organisationId)
    .where('beneficiaire_siret', '>=', from)
    .where('beneficiaire_siret', '<=', to)
    .where('statut', '<>', 'abandonnee')
    .where((eb) => eb.or([eb('dossier_id', 'is', null), eb('dossier_id', '<>', dossierId)]))
    .select(['id', 'numero', 'objet', 'montant', 'statut'])
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();
  const candidatures = await fonds(tx)
    .withTables<{ dossiers: { id: string; numero: string } }>()
    .selectFrom('candidatures as c')
    .innerJoin('dossiers as d', 'd.id', 'c.dossier_id')
    .where('c.organisation_id', '=', organisationId)
    .where('c.beneficiaire_siret', '>=', from)
    .where('c.beneficiaire_siret', '<=', to)
    .where('c.dossier_id', '<>', dossierId)
    .where('c.statut', '<>', 'acceptee')
    .select(['c.dossier_id as id', 'd.numero', 'c.objet', 'c.demande as montant', 'c.statut'])
    .orderBy('c.deposited_at', 'desc')
    .limit(MOST)
    .execute();
  return [
    ...subventions.map((one) => ({ ...one, type: 'subvention' as const })),
    ...candidatures.map((one) => ({ ...one, type: 'candidature' as const })),
  ];
}
