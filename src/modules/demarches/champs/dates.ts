import type { DatePart } from '../../../platform/html/components/date-fields.tsx';
import type { Erreurs } from '../domain/champ.ts';
import type { Saisie } from '../domain/saisie.ts';

/** What `DateFields` needs of a date typed in three parts: what was typed, its error and the part to correct. */
export function champsDeDate(saisie: Saisie, erreurs: Erreurs) {
  const wrong = PARTS.filter((part) => erreurs[part] !== undefined);
  return {
    value: { jour: saisie.get('jour'), mois: saisie.get('mois'), annee: saisie.get('annee') },
    error: erreurs[''] ?? erreurs[wrong[0] ?? ''],
    ...(erreurs[''] === undefined && wrong.length > 0 ? { invalidParts: wrong } : {}),
  };
}

const PARTS: readonly DatePart[] = ['jour', 'mois', 'annee'];
