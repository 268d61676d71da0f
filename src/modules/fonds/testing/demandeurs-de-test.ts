import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import type { InstructionDeTest } from './instruction-de-test.ts';

/**
 * Those whom the requests of a commune do and do not concern.
 *
 * @returns of the commune: who deposits, who only reads, who reads opinions elsewhere; then an agent of another
 *   organisation, with roles there, and a person who is of none
 */
export async function demandeursDeTest({ essai }: InstructionDeTest): Promise<readonly MembreDEssai[]> {
  const commune = await essai.organisation('flayat', '212308100');
  const autre = await essai.organisation('creuse', '222309627');
  const seule = await essai.usager('Sophie');
  return [
    await essai.membre(commune, 'Yann', ['gestionnaire']),
    await essai.membre(commune, 'Lise', ['lecteur']),
    await essai.membre(commune, 'Eva', ['expert']),
    await essai.membre(autre, 'Patrice', ['administrateur', 'instructeur', 'gestionnaire']),
    { agent: { personneId: seule.personneId, nom: seule.nom } as never, demandeur: seule, email: '' },
  ];
}
