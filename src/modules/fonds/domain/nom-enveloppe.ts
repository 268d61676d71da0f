import { formatDepartement, isCodeDepartement, nameOfDepartement } from '../../../values/code-departement.ts';
import { nameOfRegion } from '../../../values/code-region.ts';
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
  if (territoire.type === 'national') return [nom, annee].join(', ');
  const said = nom.includes(nomDuTerritoire(territoire));
  return [nom, ...(said ? [] : [lieuOf(territoire)]), annee].join(', ');
}

type Lieu = Exclude<Couverture, { readonly type: 'national' }>;

/** The code of a région would be read as that of a département: it is not said. */
function lieuOf({ type, code }: Lieu): string {
  if (type === 'region') return `région ${nameOfRegion(code) ?? code}`;
  return isCodeDepartement(code) ? formatDepartement(code) : `département ${code}`;
}

function nomDuTerritoire({ type, code }: Lieu): string {
  if (type === 'region') return nameOfRegion(code) ?? `région ${code}`;
  return isCodeDepartement(code) ? nameOfDepartement(code) : `département ${code}`;
}
