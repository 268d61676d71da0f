import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import {
  type Agent,
  describeTerritoire,
  findOrganisationBySlug,
  installOrganisations,
} from '../../modules/comptes/index.ts';
import type { Noyau } from '../../platform/services.ts';
import { ARRETE_AU, FONDS, OUVERTURE } from './chiffres.ts';
import type { Porteur } from './plan.ts';

/** Always the same for a name: what is played twice is found again. */
export function idDe(nom: string): string {
  const hex = createHash('sha256').update(`reconstitution ${nom}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Nobody reads it: it ends like those of the demonstration. */
const COURRIEL = 'gestionnaire.fictif@dinum.exemple.test';

export type Acteurs = {
  /** Who managed the fund at the time. */
  readonly gestionnaire: Agent;
  /** Who signed for each collectivité. */
  readonly signataire: string;
  /** By SIREN. */
  readonly organisations: ReadonlyMap<string, { id: string; nom: string; slug: string; siren: string }>;
};

/** Two invented people and the real collectivités that they act for: there once, whatever comes back. */
export async function installActeurs(noyau: Noyau, porteurs: readonly Porteur[]): Promise<Acteurs> {
  const [gestionnaire, signataire] = [idDe('gestionnaire'), idDe('signataire')];
  const territoire = { organisations: porteurs.map(({ siren }) => ({ code: siren, theme: null })), communesOf: [] };
  const described = await describeTerritoire(noyau, territoire);
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    await sql`insert into personnes (id, type, prenoms, nom_usage) values
      (${gestionnaire}, 'agent', '{Gestionnaire}', 'fictif'), (${signataire}, 'agent', '{Signataire}', 'fictif')
      on conflict do nothing`.execute(tx);
    await installOrganisations(tx, noyau, described);
    const fonds = await findOrganisationBySlug(tx, FONDS.slug);
    if (!fonds) throw new Error('The demonstration has no organisation dinum');
    // Who left: histories name them, and nobody gives them anything to do today.
    await sql`insert into membres (id, organisation_id, personne_id, email, roles, invited_at, joined_at, left_at)
      values (${idDe('place du gestionnaire')}, ${fonds.id}, ${gestionnaire}, ${COURRIEL}, '{gestionnaire}',
        ${OUVERTURE}::timestamptz, ${OUVERTURE}::timestamptz, ${ARRETE_AU}::timestamptz)
      on conflict do nothing`.execute(tx);
    const { rows } = await sql<{ id: string; nom: string; slug: string; siren: string }>`
      select id, nom, slug, siren from organisations
        where siren = any(${porteurs.map(({ siren }) => siren)})`.execute(tx);
    return {
      gestionnaire: {
        personneId: gestionnaire,
        nom: 'Gestionnaire fictif',
        organisation: fonds,
        roles: ['gestionnaire', 'instructeur', 'valideur'],
      },
      signataire,
      organisations: new Map(rows.map((row) => [row.siren, row])),
    };
  });
}
