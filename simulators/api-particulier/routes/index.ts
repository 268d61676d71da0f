import type { Route } from '../route.ts';
import { introspect } from './introspect.ts';
import { ping, pingQuotientFamilial } from './ping.ts';
import { quotientFamilialFranceConnect, quotientFamilialIdentite } from './quotient-familial.ts';

/** Every URL that the simulator serves; any other is answered 404. */
export const routes: readonly Route[] = [
  ping,
  pingQuotientFamilial,
  introspect,
  quotientFamilialFranceConnect,
  quotientFamilialIdentite,
];
