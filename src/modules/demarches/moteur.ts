import type { Tx } from '../../platform/db/database.ts';
import { type InFlight, makeInFlight } from '../../platform/in-flight.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { Services } from '../../platform/services.ts';
import type { Journal } from '../journal/index.ts';
import type { Calcul, CommuneConnue, ContexteChamp, Registre } from './domain/champ.ts';
import type { Faits } from './domain/condition.ts';
import type { Definition } from './domain/definition.ts';
import type { Extension } from './domain/extension.ts';
import { visibleReponses } from './domain/parcours.ts';
import type { ReponseTardive } from './domain/recours.ts';
import type { Referentiels } from './domain/referentiels.ts';
import { calculer, compileRegles, type Regles } from './domain/regles.ts';
import type { Source } from './domain/source.ts';
import { readDefinition } from './storage/demarches.ts';
import type { Piece } from './storage/pieces.ts';

/** What the use cases of this module work with. */
export type Moteur = Services & {
  readonly journal: Journal;
  readonly mail: Mail;
  readonly registre: Registre;
  readonly sources: ReadonlyMap<string, Source>;
  readonly referentiels: Referentiels;
  readonly delaisDesSources: DelaisDesSources;
  /** Sources still asked once the page of their draft is given. */
  readonly enCours: InFlight;
  readonly communes: (texte: string) => readonly CommuneConnue[];
  /** True when nobody is written to: what happens now was told at its time. */
  readonly muet?: boolean;
  /** What an answer to a recours does once silence rejected it; `dans-le-delai` when nobody says. */
  readonly reponseTardive?: ReponseTardive;
  /** What families of procedures add, in this order. */
  readonly extensions?: readonly Extension<Tx>[];
  /** A version never changes: read once, kept. */
  readonly definitionOf: (tx: Tx, versionId: string) => Promise<Definition>;
  /** Computed values of these answers, by name of rule; hidden answers do not weigh. */
  readonly calculsOf: (versionId: string, definition: Definition, faits: Faits) => ReadonlyMap<string, Calcul>;
};

export type DelaisDesSources = {
  /** For how long a page may be kept waiting for what sources say. */
  readonly graceMs: number;
  /** Nothing is waited for any longer, and the token of the person is dropped: FranceConnect lets it live 60 s. */
  readonly limiteMs: number;
};

/**
 * One second is how long people wait without feeling that they do; the sign-in itself takes some 200 ms of it
 * (docs/adr/0013). API Particulier recommends 5 s.
 */
const DELAIS: DelaisDesSources = { graceMs: 800, limiteMs: 5000 };

type Parties = Omit<Moteur, 'definitionOf' | 'calculsOf' | 'delaisDesSources' | 'enCours'> & {
  readonly delaisDesSources?: DelaisDesSources;
};

export function makeMoteur(parts: Parties): Moteur {
  const definitions = new Map<string, Definition>();
  const compiled = new Map<string, Regles>();
  return {
    delaisDesSources: DELAIS,
    enCours: makeInFlight(parts.logger),
    ...parts,
    async definitionOf(tx, versionId) {
      const known = definitions.get(versionId);
      if (known) return known;
      const definition = await readDefinition(tx, versionId);
      keepRecent(definitions, versionId, definition);
      return definition;
    },
    calculsOf(versionId, definition, faits) {
      const regles = compiled.get(versionId) ?? compileRegles(definition);
      keepRecent(compiled, versionId, regles);
      return calculer(
        regles,
        visibleReponses(definition, faits),
        contexteOf(parts, [], () => NO_CALCUL),
      );
    },
  };
}

const KEPT_VERSIONS = 500;
const NO_CALCUL: ReadonlyMap<string, Calcul> = new Map();

function keepRecent<T>(cache: Map<string, T>, key: string, value: T): void {
  cache.delete(key);
  cache.set(key, value);
  const oldest = cache.keys().next().value;
  if (cache.size > KEPT_VERSIONS && oldest !== undefined) cache.delete(oldest);
}

/** What the champs of one dossier are read and shown with. Each is computed only when something shows it. */
export function contexteOf(
  moteur: Pick<Moteur, 'clock' | 'registre' | 'communes'>,
  pieces: readonly Piece[],
  calculs: () => ReadonlyMap<string, Calcul>,
): ContexteChamp {
  let computed: ReadonlyMap<string, Calcul> | undefined;
  let today: Temporal.PlainDate | undefined;
  return {
    get aujourdhui() {
      today ??= moteur.clock.today();
      return today;
    },
    registre: moteur.registre,
    communes: moteur.communes,
    get calculs() {
      computed ??= calculs();
      return computed;
    },
    pieces: Map.groupBy(
      pieces.filter((piece) => piece.champId !== null),
      (piece) => piece.champId ?? '',
    ),
  };
}
