import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Recours } from '../../demarches/index.ts';

/** What was contested before the request was funded, among the facts of its subvention; the request tells the rest. */
export function recoursOf(recours: readonly Recours[], demande: string) {
  if (recours.length === 0) return [];
  const value = <a href={demande}>{recours.map(enMots).join(' ')}</a>;
  return [{ label: 'Recours gracieux', value }];
}

function enMots({ recuLe, rejetImpliciteLe, issue, reponduLe }: Recours): string {
  const le = (quoi: string, date: Jour | null) => (date ? [`${quoi} le ${formatJour(date)}`] : []);
  const faits = [
    ...le('Reçu', recuLe),
    ...le('rejeté par le silence', rejetImpliciteLe),
    ...(issue ? le(issue === 'rouvert' ? 'accueilli' : 'rejeté', reponduLe) : []),
  ];
  return `${faits.join(', ')}.`;
}
