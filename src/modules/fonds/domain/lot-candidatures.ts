import { NBSP } from '../../../values/french.ts';
import type { ActionInstruction } from './instruction.ts';

/** What may be done to many requests at once. */
export type ActionEnLot = Exclude<ActionInstruction, 'irrecevable'>;

/** One action is done to so many at most. */
export const PLUS_GRAND_LOT = 500;

export const ACTIONS_EN_LOT: Readonly<Record<ActionEnLot, { readonly nom: string; readonly precision: string }>> = {
  affecter: { nom: 'Confier à une personne', precision: 'Elle les instruit. La collectivité n’en sait rien.' },
  instruire: { nom: 'Prendre en instruction', precision: 'Celles que personne n’instruit vous sont confiées.' },
  recevable: {
    nom: 'Déclarer recevables',
    precision: `Chaque collectivité reçoit un message${NBSP}: il part aussitôt.`,
  },
  refuser: { nom: 'Refuser', precision: 'Chaque collectivité reçoit la décision, avec le même motif.' },
};

export const isActionEnLot = (typed: string): typed is ActionEnLot => Object.hasOwn(ACTIONS_EN_LOT, typed);
