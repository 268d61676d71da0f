/** Where a dossier stands. Past participles are decisions. */
export type Statut = 'brouillon' | 'en_construction' | 'en_instruction' | 'accepte' | 'refuse' | 'sans_suite';

export const STATUTS: readonly Statut[] = [
  'brouillon',
  'en_construction',
  'en_instruction',
  'accepte',
  'refuse',
  'sans_suite',
];

export type Action =
  | 'deposer'
  | 'demander_correction'
  | 'corriger'
  | 'passer_en_instruction'
  | 'accepter'
  | 'refuser'
  | 'classer_sans_suite'
  | 'repasser_en_instruction'
  /** The law decides when the administration has said nothing in time; an extension says when. */
  | 'rejeter_par_silence';

export type Auteur = 'usager' | 'agent' | 'systeme';

/** What a guard looks at beside the statut. */
export type EtatDossier = { readonly statut: Statut; readonly correctionDemandee: boolean };

type Transition = {
  readonly de: readonly Statut[];
  readonly vers: Statut;
  readonly par: Auteur;
  /** Why not, as a sentence; undefined when nothing stands in the way. */
  readonly garde?: (dossier: EtatDossier) => string | undefined;
};

const CORRECTION_ATTENDUE = 'Une correction est demandée à l’usager\u00a0: attendez sa réponse.';

/** The life of a dossier. `apply` is the only function that reads it; use cases carry the effects. */
export const TRANSITIONS: Readonly<Record<Action, Transition>> = {
  deposer: { de: ['brouillon'], vers: 'en_construction', par: 'usager' },
  demander_correction: {
    de: ['en_construction', 'en_instruction'],
    vers: 'en_construction',
    par: 'agent',
    garde: (dossier) => (dossier.correctionDemandee ? 'Une correction est déjà demandée.' : undefined),
  },
  corriger: {
    de: ['en_construction'],
    vers: 'en_construction',
    par: 'usager',
    garde: (dossier) => (dossier.correctionDemandee ? undefined : 'Aucune correction ne vous est demandée.'),
  },
  passer_en_instruction: {
    de: ['en_construction'],
    vers: 'en_instruction',
    par: 'agent',
    garde: (dossier) => (dossier.correctionDemandee ? CORRECTION_ATTENDUE : undefined),
  },
  accepter: { de: ['en_instruction'], vers: 'accepte', par: 'agent' },
  refuser: { de: ['en_instruction'], vers: 'refuse', par: 'agent' },
  classer_sans_suite: { de: ['en_instruction'], vers: 'sans_suite', par: 'agent' },
  repasser_en_instruction: { de: ['accepte', 'refuse', 'sans_suite'], vers: 'en_instruction', par: 'agent' },
  // The time of the law runs while a correction is waited for too.
  rejeter_par_silence: { de: ['en_construction', 'en_instruction'], vers: 'refuse', par: 'systeme' },
};

export type Application =
  | { readonly ok: true; readonly vers: Statut }
  | { readonly ok: false; readonly raison: string };

/** @returns the new statut, or the sentence that says why not. */
export function apply(action: Action, par: Auteur, dossier: EtatDossier): Application {
  const transition = TRANSITIONS[action];
  if (transition.par !== par) return { ok: false, raison: 'Vous ne pouvez pas faire cette action.' };
  if (!transition.de.includes(dossier.statut)) {
    return {
      ok: false,
      raison: `Le dossier est ${LIBELLES[dossier.statut].phrase}\u00a0: cette action n’est plus possible.`,
    };
  }
  const raison = transition.garde?.(dossier);
  return raison ? { ok: false, raison } : { ok: true, vers: transition.vers };
}

/** The actions open now: the buttons to show. */
export function possibleActions(par: Auteur, dossier: EtatDossier): readonly Action[] {
  return (Object.keys(TRANSITIONS) as Action[]).filter((action) => apply(action, par, dossier).ok);
}

/** What people read, on a tag and inside a sentence. */
export const LIBELLES: Readonly<Record<Statut, { readonly tag: string; readonly phrase: string }>> = {
  brouillon: { tag: 'Brouillon', phrase: 'en brouillon' },
  en_construction: { tag: 'Déposé', phrase: 'déposé' },
  en_instruction: { tag: 'En instruction', phrase: 'en cours d’instruction' },
  accepte: { tag: 'Accepté', phrase: 'accepté' },
  refuse: { tag: 'Refusé', phrase: 'refusé' },
  sans_suite: { tag: 'Classé sans suite', phrase: 'classé sans suite' },
};
