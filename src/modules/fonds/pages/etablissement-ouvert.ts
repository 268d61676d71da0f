import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Siret } from '../../../values/siret.ts';
import type { Agent, Annuaire } from '../../comptes/index.ts';
import type { Referentiels } from '../../demarches/index.ts';

export type RegistreDeps = { readonly referentiels: Pick<Referentiels, 'etablissement'> };

/**
 * Why a number that an agent types cannot be that of a beneficiary: nobody is paid at an establishment that is closed.
 * One that the register does not know, or when it does not answer, is taken: the accountant will say.
 *
 * @param objet what it is asked for, and the key of its form: the register wants to know
 */
export async function refusDEtablissement(
  { referentiels, annuaire }: RegistreDeps & { readonly annuaire: Annuaire },
  agent: Agent,
  { siret, objet, cle }: { readonly siret: Siret; readonly objet: string; readonly cle: string },
): Promise<string | undefined> {
  const organisation = await annuaire.byId(agent.organisation.id);
  if (!organisation) return undefined;
  const found = await referentiels.etablissement(siret, { organisation, demarche: objet, dossierId: cle });
  if (found.type !== 'connu' || found.valeur.etat !== 'ferme') return undefined;
  const { nom, fermeLe } = found.valeur;
  const qui = nom ? ` (${nom})` : '';
  const quand = fermeLe ? ` depuis le ${formatJour(fermeLe as Jour)}` : '';
  return `Cet établissement${qui} est fermé${quand}. Indiquez le numéro SIRET d’un établissement ouvert${NBSP}: il change quand on déménage.`;
}
