import { fixedClock } from '../../../platform/clock.ts';
import type { Demandeur } from '../../comptes/index.ts';
import { actesSurDossiers, type Moteur } from '../../demarches/index.ts';

import {
  type MembreDEssai,
  type OrganisationDEssai,
  openTestMoteur,
  type TestMoteur,
} from '../../demarches/testing/moteur.ts';
import { makeEligibilites } from '../eligibilites.ts';
import { suiviDuDemandeur } from '../pages/suivi-du-demandeur.tsx';
import { readCatalogueFonds } from '../storage/catalogue.ts';
import { findInstruction, type Instruction } from '../storage/instruction.ts';
import { listDispositifs } from '../storage/sessions.ts';
import { adoptFonds } from '../use-cases/adopt-fonds.ts';
import { attachDemarche } from '../use-cases/attach-demarche.ts';
import { extensionDuFonds } from '../use-cases/extension-du-fonds.ts';
import type { OutilsInstruction } from '../use-cases/on-candidature.ts';
import { demarcheDuFonds, reponsesDuFonds } from './demarche-du-fonds.ts';

/** The day on which requests are deposited, in the first session of the call of 2021. */
export const DEPOT = '2021-06-01T12:00:00Z';

/** A fund that received requests, with those who examine them. */
export type InstructionDeTest = {
  readonly essai: TestMoteur;
  readonly fonds: OrganisationDEssai;
  /** Manages, examines and signs. */
  readonly nadia: MembreDEssai;
  readonly paul: MembreDEssai;
  readonly expert: MembreDEssai;
  /** Of another organisation, with every role there. */
  readonly etranger: MembreDEssai;
  readonly axeId: string;
  /** The engine and its acts, at an instant. */
  outils(at: string): OutilsInstruction & Moteur;
  /** A request, of a new person unless told; its dossier. */
  deposer(at?: string, demandeur?: Demandeur): Promise<string>;
  instruction(dossierId: string): Promise<Instruction>;
  /** The facts of the journal about a request, the first one first. */
  faits(dossierId: string): Promise<readonly { readonly type: string; readonly contenu: Record<string, unknown> }[]>;
  close(): Promise<void>;
};

export async function openInstructionDeTest(): Promise<InstructionDeTest> {
  const essai = await openTestMoteur();
  const eligibilites = makeEligibilites();
  const fonds = await essai.organisation('fonds', '130026032');
  const ailleurs = await essai.organisation('ailleurs', '218601946');
  const nadia = await essai.membre(fonds, 'Nadia', ['gestionnaire', 'instructeur', 'valideur']);
  const paul = await essai.membre(fonds, 'Paul', ['instructeur']);
  const expert = await essai.membre(fonds, 'Awa', ['expert']);
  const etranger = await essai.membre(ailleurs, 'Luc', ['gestionnaire', 'instructeur', 'valideur', 'expert']);
  await essai.publier(fonds, 'appel', demarcheDuFonds());
  const catalogue = await readCatalogueFonds();
  await essai.moteur.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, essai.moteur, { organisationId: fonds.id, catalogue }),
  );
  const { rows } = await essai.base.owner.query<{ id: string }>(`select id from demarches where slug = 'appel'`);
  const all = await essai.moteur.db.read({ public: true }, (tx) => listDispositifs(tx));
  const appel = all.find(({ slug }) => slug === 'projets-structurants');
  if (!appel) throw new Error('The catalogue lost its call');
  await attachDemarche(essai.moteur, nadia.agent, { dispositifId: appel.id, demarcheId: rows[0]?.id ?? '' });

  function outils(at: string) {
    const clock = fixedClock(at);
    const extensions = [extensionDuFonds({ ...essai.moteur, clock, eligibilites }), suiviDuDemandeur({ clock })];
    const moteur = { ...essai.moteur, clock, extensions };
    return { ...moteur, dossiers: actesSurDossiers(moteur) };
  }
  let deposited = 0;
  return {
    essai,
    fonds,
    nadia,
    paul,
    expert,
    etranger,
    axeId: appel.axeId,
    outils,
    async deposer(at = DEPOT, demandeur) {
      deposited += 1;
      const usager = demandeur ?? (await essai.usager(`Usager${deposited}`));
      const dossierId = await essai.remplir(usager, fonds, 'appel', reponsesDuFonds());
      const depose = await essai.deposer(usager, dossierId, outils(at));
      if (depose.type !== 'depose') throw new Error(`Not deposited: ${JSON.stringify(depose)}`);
      return dossierId;
    },
    async instruction(dossierId) {
      const found = await essai.moteur.db.read({ organisation: fonds.id }, (tx) => findInstruction(tx, dossierId));
      if (!found) throw new Error('No such request');
      return found;
    },
    async faits(dossierId) {
      const { rows: entries } = await essai.base.owner.query(
        `select type, canonical::jsonb -> 'contenu' as contenu from journal_entries
           where sujet_type = 'candidature' and sujet_id = $1 order by seq`,
        [dossierId],
      );
      return entries;
    },
    close: () => essai.close(),
  };
}
