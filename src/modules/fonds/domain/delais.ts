import { addMonths, type Jour } from '../../../values/jour.ts';

/** The legal clock of a State grant for investment: décret n° 2018-514 of 25 June 2018. Dates are civil dates. */

/**
 * The day on which a request is deemed admissible, if the administration has said nothing: two months from its receipt
 * (art. 4, II).
 */
export function reputeeRecevableLe(demandeRecue: Jour): Jour {
  return addMonths(demandeRecue, 2);
}

/**
 * The day on which silence is a rejection: eight months from the acknowledgement (art. 7), unless a reasoned decision
 * has put it off. A request presented again after that is a new one, with a new delay (art. 7, last paragraph).
 *
 * @param prolongeJusquau the date of that decision, when there is one
 */
export function rejeteeLe(accuseReception: Jour, prolongeJusquau?: Jour): Jour {
  return prolongeJusquau ?? addMonths(accuseReception, 8);
}

/** Works may not begin before the request is received (art. 5): that day and after is right. */
export function mayBegin(commencement: Jour, demandeRecue: Jour): boolean {
  return commencement >= demandeRecue;
}
