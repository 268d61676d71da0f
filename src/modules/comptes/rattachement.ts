import type { Tx } from '../../platform/db/database.ts';
import type { Fusion } from './domain/rapprochement.ts';

/**
 * What a module does when two accounts of one person become one: all that belonged to `absorbee` belongs to `conservee`
 * from now on. In the transaction of the merge, which sees every organisation: it is done whole, or not at all. What a
 * person wrote or decided keeps its author.
 *
 * Each module that refers to people registers its own (`app.ts`); `rapprochement.pg.test.ts` fails on a reference to
 * `personnes` that nobody has thought of.
 */
export type Rattachement = (tx: Tx, fusion: Fusion) => Promise<void>;
