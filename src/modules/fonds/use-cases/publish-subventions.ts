import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { ENTETE_SCDL } from '../../opendata/index.ts';
import { assertMayManage } from '../policies.ts';
import {
  type Edition,
  insertEdition,
  insertTextes,
  lastEdition,
  lockAttribuant,
  type TextePublie,
} from '../storage/editions.ts';
import { publiables } from '../storage/publiables.ts';
import { describePublication } from './describe-publication.ts';
import { journaliser } from './on-subvention.ts';
import { textesPublies } from './read-publication.ts';

export type RapportPublication = {
  readonly nouvelles: number;
  /** Published before, and changed since. */
  readonly misesAJour: number;
  /** What the schema refuses is not published. */
  readonly refusees: number;
};

/**
 * Publishes every agreement that the schema accepts: those that never were, and those that changed since. What has not
 * changed is not written again, so publishing twice, even at once, publishes once.
 */
export async function publishSubventions(noyau: Noyau, agent: Agent): Promise<Result<RapportPublication>> {
  assertMayManage(agent);
  const { organisation } = agent;
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const siret = await lockAttribuant(tx, organisation.id);
    if (siret === null) return refuse(SANS_SIRET);
    const aujourdhui = fromPlainDate(noyau.clock.today());
    const { numero = 0 } = (await lastEdition(tx, organisation.id)) ?? {};
    const edition = { numero: numero + 1, publieeAt: noyau.clock.now() };
    const rapport = { nouvelles: 0, misesAJour: 0, refusees: 0 };
    for await (const batch of publiables(tx, { organisationId: organisation.id })) {
      const decrites = batch.map((one) => describePublication(one, { nom: organisation.nom, siret }, aujourdhui));
      const textes = decrites.flatMap(({ texte, publiable: { publiee } }) => {
        if (!texte.ok) rapport.refusees += 1;
        else if (!publiee) rapport.nouvelles += 1;
        else if (publiee.sha256 !== texte.value.sha256) rapport.misesAJour += 1;
        else return [];
        return texte.ok ? [texte.value] : [];
      });
      await insertTextes(tx, organisation.id, edition, textes);
      await tellEach(tx, noyau, agent, edition.numero, textes);
    }
    if (rapport.nouvelles + rapport.misesAJour > 0) await closeEdition(tx, noyau, agent, edition);
    return ok(rapport);
  });
}

const SANS_SIRET =
  'Donnez d’abord le numéro SIRET sous lequel le fonds publie\u00a0: le fichier n’est pas valide sans lui.';

async function tellEach(tx: Tx, noyau: Noyau, agent: Agent, edition: number, textes: readonly TextePublie[]) {
  await Promise.all(
    textes.map(({ subventionId, lignes, sha256 }) =>
      journaliser(tx, noyau, agent, { id: subventionId, organisationId: agent.organisation.id }, 'subvention.publiee', {
        edition,
        lignes,
        sha256,
      }),
    ),
  );
}

/** The file as a whole: its digest is in the journal, so anybody can prove what was published, and when. */
async function closeEdition(tx: Tx, noyau: Noyau, agent: Agent, edition: Pick<Edition, 'numero' | 'publieeAt'>) {
  const { organisation } = agent;
  const hash = createHash('sha256').update(ENTETE_SCDL);
  let [taille, lignes] = [Buffer.byteLength(ENTETE_SCDL), 0];
  for await (const batch of textesPublies((read) => read(tx), organisation.id, edition.numero)) {
    for (const one of batch) {
      hash.update(one.texte);
      taille += Buffer.byteLength(one.texte);
      lignes += one.lignes;
    }
  }
  const sha256 = hash.digest('hex');
  await insertEdition(tx, organisation.id, { ...edition, lignes, taille, sha256 });
  await append(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: organisation.id,
    sujet: { type: 'organisation', id: organisation.id },
    type: 'subventions.fichier_publie',
    contenu: { edition: edition.numero, lignes, taille, sha256 },
  });
}
