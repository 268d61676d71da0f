import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { Noyau } from '../../../platform/services.ts';
import { euros, type Montant } from '../../../values/montant.ts';
import { orThrow } from '../../../values/result.ts';
import type { Agent } from '../../comptes/index.ts';
import type { Decider } from '../../demarches/index.ts';
import { authoriseCredits } from '../use-cases/authorise-credits.ts';
import { openEnveloppe } from '../use-cases/open-enveloppe.ts';
import { openProgramme, type Programme } from '../use-cases/open-programme.ts';

/** A fund on a fresh database: a manager, a programme of two axes, and enveloppes on demand. */
export type FondsDeTest = {
  readonly base: TestDatabase;
  readonly noyau: Noyau & { readonly decider: Decider };
  readonly gestionnaire: Agent;
  readonly programme: Programme;
  /** An agent of another organisation, with the same role there. */
  readonly etranger: Agent;
  /** An enveloppe of axis 1 with so many credits, spent anywhere; each of a year of its own. */
  enveloppe(montant: Montant): Promise<string>;
  /** Subventions of an enveloppe that hold nothing yet: to move their credits by hand. */
  subventions(enveloppeId: string, count: number): Promise<readonly string[]>;
  close(): Promise<void>;
};

export async function openFondsDeTest(clock: Clock = systemClock): Promise<FondsDeTest> {
  const base = await createTestDatabase();
  const decider: Decider = async () => {
    throw new Error('These funds have no dossier to decide');
  };
  const noyau = { db: base.db, clock, random: systemRandom, decider };
  const gestionnaire = await installAgent(base, 'Fonds', '130026032');
  const etranger = await installAgent(base, 'Ailleurs', '218601946');
  const programme = orThrow(
    await openProgramme(noyau, gestionnaire, {
      nom: 'Transformation numérique',
      montant: euros(54_000_000),
      axes: [
        { nom: 'Outils communs', montant: euros(30_000_000) },
        { nom: 'Grands projets', montant: euros(24_000_000) },
      ],
    }),
  );
  let opened = 0;
  return {
    base,
    noyau,
    gestionnaire,
    etranger,
    programme,
    async enveloppe(montant) {
      opened += 1;
      const territoire = { type: 'national' } as const;
      const [axeId = ''] = programme.axes;
      const annee = 1999 + opened;
      const id = orThrow(await openEnveloppe(noyau, gestionnaire, { axeId, annee, nom: 'Essai', territoire }));
      if (montant > 0) {
        const credits = {
          enveloppeId: id,
          montant,
          motif: 'Ouverture',
          autorite: 'Loi de finances',
          depassementVoulu: true,
        };
        orThrow(await authoriseCredits(noyau, gestionnaire, credits));
      }
      return id;
    },
    async subventions(enveloppeId, count) {
      const ids = Array.from({ length: count }, () => randomUUID());
      await base.owner.query(
        `insert into subventions (id, organisation_id, enveloppe_id, cle, numero, statut, beneficiaire_siret,
           beneficiaire_nom, beneficiaire_type, beneficiaire_recherche, objet, cout, assiette, taux_numerateur,
           taux_denominateur, montant, autres_aides, financements_prives, demande_recue, fin_prevue, fictif, created_at)
         select id, $1, $2, id, id::text, 'proposee', '13002603200016', 'Essai', 'autre', 'essai', 'Essai', 2, 2, 1, 1, 1,
           0, 0, '2021-01-01', '2022-01-01', true, now() from unnest($3::uuid[]) as id`,
        [gestionnaire.organisation.id, enveloppeId, ids],
      );
      return ids;
    },
    close: () => base.close(),
  };
}

async function installAgent(base: TestDatabase, nom: string, siren: string): Promise<Agent> {
  const [organisation, personneId] = [randomUUID(), randomUUID()];
  const slug = nom.toLowerCase();
  await base.owner.query(`insert into organisations (id, siren, nom, slug, type) values ($1, $2, $3, $4, 'etat')`, [
    organisation,
    siren,
    nom,
    slug,
  ]);
  await base.owner.query(`insert into personnes (id, type) values ($1, 'agent')`, [personneId]);
  return { personneId, nom: 'Nadia Khelifi', organisation: { id: organisation, nom, slug }, roles: ['gestionnaire'] };
}
