import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { findOrganisationById, mentionsOf, type Organisation } from '../../comptes/index.ts';
import type { Definition } from '../domain/definition.ts';
import type { ValeursModele } from '../domain/modele.ts';
import { valeursDuModele } from '../domain/modele-valeurs.ts';
import type { Reponses } from '../domain/valeur.ts';
import { contexteOf, type Moteur } from '../moteur.ts';
import { type Decision, findLastDecision } from '../storage/decisions.ts';
import { findLastDepot } from '../storage/depots.ts';
import type { Dossier } from '../storage/dossiers.ts';
import type { Piece } from '../storage/pieces.ts';
import { loadDossier } from '../use-cases/load-dossier.ts';

/** What the texts about a dossier are written with. */
export type PourTexte = {
  readonly dossier: Dossier;
  readonly definition: Definition;
  readonly organisation: Organisation;
  readonly reponses: Reponses;
  readonly decision: Decision | undefined;
  readonly valeurs: ValeursModele;
  readonly pieces: readonly Piece[];
};

export async function loadForText(tx: Tx, moteur: Moteur, dossierId: string): Promise<PourTexte> {
  const { dossier, definition, pieces } = await loadDossier(tx, moteur, dossierId);
  const [organisation, depot, decision] = await Promise.all([
    findOrganisationById(tx, dossier.organisationId),
    findLastDepot(tx, dossierId),
    findLastDecision(tx, dossierId),
  ]);
  if (!organisation || !depot) throw new NotFound('');
  const { adresse } = mentionsOf(organisation);
  // As they were deposited, like the answers.
  const calculs = new Map(Object.entries(depot.calculs));
  const valeurs = valeursDuModele({
    definition,
    reponses: depot.reponses,
    calculs,
    contexte: contexteOf(moteur, pieces, () => calculs),
    organisation: { nom: organisation.nom, ...(adresse ? { adresse } : {}) },
    ...(dossier.porteurId && dossier.demandeur ? { porteur: dossier.demandeur } : {}),
    dossier: {
      numero: dossier.numero ?? '',
      lien: `${moteur.publicUrl}/dossiers/${dossier.id}`,
      ...(dossier.submittedAt ? { deposeLe: jourFromInstant(dossier.submittedAt) } : {}),
    },
    ...(decision ? { decision: { motif: decision.motif, date: jourFromInstant(decision.decidedAt) } } : {}),
  });
  return { dossier, definition, organisation, reponses: depot.reponses, decision, valeurs, pieces };
}
