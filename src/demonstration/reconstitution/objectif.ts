import type { Agent } from '../../modules/comptes/index.ts';
import { declareObjectif } from '../../modules/fonds/index.ts';
import { fixedClock } from '../../platform/clock.ts';
import type { Noyau } from '../../platform/services.ts';
import { jour } from '../../values/jour.ts';
import { orThrow } from '../../values/result.ts';
import { idDe } from './acteurs.ts';
import { ARRETE_AU, AU_8_OCTOBRE_2021 } from './chiffres.ts';

/**
 * The goal of deployment as it was published that day. Its beginning is a total: which collectivités it counts is not
 * published, so that none of them is declared as connected.
 */
export async function declarerDeploiement(noyau: Noyau, agent: Agent): Promise<void> {
  const { raccordees, visees } = AU_8_OCTOBRE_2021.deploiement;
  const then: Noyau = { ...noyau, clock: fixedClock(ARRETE_AU) };
  const declared = await declareObjectif(then, agent, {
    cle: idDe('objectif de déploiement'),
    libelle: '1 000 collectivités à la fin de 2022',
    technologies: ['franceconnect', 'api_particulier'],
    depart: raccordees,
    departLe: jour('2021-10-08'),
    cible: visees,
    echeance: jour('2022-12-31'),
    source: 'Point d’étape du fonds au 8 octobre 2021',
  });
  orThrow(declared);
}
