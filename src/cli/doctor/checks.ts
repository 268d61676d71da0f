import type { Check } from './check.ts';
import { checkApiParticulier } from './check-api-particulier.ts';
import { checkCourriel } from './check-courriel.ts';
import { checkDatabase } from './check-database.ts';
import { checkFichiers } from './check-fichiers.ts';
import { checkFranceConnect, checkProConnect } from './check-fournisseurs.ts';
import { checkGrilleDensite } from './check-grille-densite.ts';
import { checkRepartiteur } from './check-repartiteur.ts';

/** In the order in which they are told. The database comes first: the others read it. */
export const checks: readonly Check[] = [
  checkDatabase,
  checkRepartiteur,
  checkFranceConnect,
  checkProConnect,
  checkApiParticulier,
  checkCourriel,
  checkFichiers,
  checkGrilleDensite,
];
