import { formatDepartement, isCodeDepartement } from '../../../values/code-departement.ts';
import type { Couverture } from './simulation.ts';

/** How an enveloppe is called: « Volet 1, Vienne (86), 2021 ». Its own name may say where it is spent already. */
export function nomDEnveloppe({
  nom,
  annee,
  territoire,
}: {
  readonly nom: string;
  readonly annee: number;
  readonly territoire: Couverture;
}): string {
  const lieu = lieuOf(territoire);
  const said = lieu === undefined || nom.includes(lieu.split(' (')[0] ?? lieu);
  return [nom, ...(said ? [] : [lieu]), annee].join(', ');
}

function lieuOf(territoire: Couverture): string | undefined {
  if (territoire.type === 'national') return undefined;
  const { type, code } = territoire;
  if (type === 'region') return `région ${code}`;
  return isCodeDepartement(code) ? formatDepartement(code) : `département ${code}`;
}
