import type { Champ } from '../../domain/champ.ts';
import type { RepetitionOptions } from '../repetition/definition.ts';
import type { PlanDeFinancementOptions } from './definition.ts';
import { LIBELLES_DES_NATURES } from './totaux.ts';

/** The two tables of a plan, as the repetitions that they are: their rows are read, added and removed by its code. */
export function tableDesDepenses({ lignesMax }: PlanDeFinancementOptions): Champ<RepetitionOptions> {
  const champs = [
    cellule('texte', 'poste', 'Poste de dépense', 'Dites à quoi sert cette dépense.', { longueurMax: 200 }),
    cellule('montant', 'montant', 'Montant hors taxes', 'Indiquez le montant de cette dépense.', MONTANTS),
    cellule('oui_non', 'eligible', 'Éligible', 'Dites si cette dépense est éligible.', {}),
  ];
  return table('depenses', 'Dépenses', { champs, libelleElement: 'dépense', max: lignesMax });
}

export function tableDesRecettes({ lignesMax }: PlanDeFinancementOptions): Champ<RepetitionOptions> {
  const choix = Object.entries(LIBELLES_DES_NATURES).map(([id, libelle]) => ({ id, libelle }));
  const champs = [
    cellule('texte', 'financeur', 'Financeur', 'Dites qui apporte cette recette.', { longueurMax: 200 }),
    cellule('choix', 'nature', 'Nature', 'Choisissez la nature de cette recette.', { choix }),
    cellule('montant', 'montant', 'Montant', 'Indiquez le montant de cette recette.', MONTANTS),
  ];
  return table('recettes', 'Recettes', { champs, libelleElement: 'recette', max: lignesMax });
}

/** Whole euros. A billion a row: fifty of them still add up exactly. */
const MONTANTS = { min: 0, max: 1_000_000_000 };

type Reste = Pick<RepetitionOptions, 'champs' | 'libelleElement' | 'max'>;

function table(id: string, libelle: string, reste: Reste): Champ<RepetitionOptions> {
  return { id, type: 'repetition', libelle, obligatoire: true, options: { ...reste, genre: 'feminin', min: 1 } };
}

function cellule(type: string, id: string, libelle: string, siVide: string, options: object): Champ {
  return { id, type, libelle, siVide, obligatoire: true, options };
}
