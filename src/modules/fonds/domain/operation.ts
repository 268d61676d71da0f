/** The accounts of an enveloppe. `autorise` stands for what is outside of it: where credits come from, and go back. */
export type Compte = 'autorise' | 'disponible' | 'reserve' | 'engage' | 'liquide' | 'paye' | 'rendu';

/** What may be done with credits, in the words of public accounting. */
export type TypeOperation =
  | 'autoriser'
  | 'retirer'
  | 'reserver'
  | 'liberer'
  | 'engager'
  | 'desengager'
  | 'liquider'
  | 'annuler_liquidation'
  | 'payer'
  | 'rejeter_paiement'
  | 'reverser'
  | 'remettre';

/** From which account to which one: the whole of double entry is this table. */
export const OPERATIONS: Readonly<Record<TypeOperation, { readonly de: Compte; readonly vers: Compte }>> = {
  /** Credits enter the enveloppe: opened by a finance law, or received from another enveloppe. */
  autoriser: { de: 'autorise', vers: 'disponible' },
  /** Credits that nobody was promised leave it. */
  retirer: { de: 'disponible', vers: 'autorise' },
  /** Proposed for a subvention: nobody else can be proposed them. */
  reserver: { de: 'disponible', vers: 'reserve' },
  /** The proposal falls. */
  liberer: { de: 'reserve', vers: 'disponible' },
  /** The decision is signed: the beneficiary may count on it. */
  engager: { de: 'reserve', vers: 'engage' },
  /** What a subvention will not use: final cost below the forecast, lapse, refusal of the beneficiary. */
  desengager: { de: 'engage', vers: 'rendu' },
  /** The service is done and its proofs accepted: this much is owed. */
  liquider: { de: 'engage', vers: 'liquide' },
  annuler_liquidation: { de: 'liquide', vers: 'engage' },
  /** The accountant has paid. */
  payer: { de: 'liquide', vers: 'paye' },
  /** The bank sent it back: it is owed again. */
  rejeter_paiement: { de: 'paye', vers: 'liquide' },
  /** The beneficiary gave it back (décret 2018-514, art. 14). */
  reverser: { de: 'paye', vers: 'rendu' },
  /** Returned credits may be awarded again: a decision, never automatic. */
  remettre: { de: 'rendu', vers: 'disponible' },
};

/** Operations that concern one subvention; the others move the enveloppe's free credits. */
export function isOfSubvention(type: TypeOperation): boolean {
  const { de, vers } = OPERATIONS[type];
  return ![de, vers].every((compte) => FREE.has(compte));
}

const FREE: ReadonlySet<Compte> = new Set(['autorise', 'disponible', 'rendu']);
