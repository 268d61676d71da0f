import { createHash } from 'node:crypto';
import type { Jour } from '../../../values/jour.ts';
import { ratio } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import {
  aPublierAvant,
  lignesScdl,
  problemeOf,
  remedeOf,
  type SubventionAPublier,
  texteScdl,
} from '../../opendata/index.ts';
import type { EtatPublication } from '../domain/publication.ts';
import { etatPublication } from '../domain/publication.ts';
import type { TextePublie } from '../storage/editions.ts';
import type { Publiable } from '../storage/publiables.ts';

/** Why an agreement cannot be published, and what to do. */
export type Empechement = { readonly probleme: string; readonly remede: string };

export type PublicationDecrite = {
  readonly publiable: Publiable;
  readonly echeance: Jour | null;
  readonly etat: EtatPublication;
  /** Its rows, or all that the schema refuses in them. */
  readonly texte: Result<TextePublie, readonly Empechement[]>;
};

/** An agreement as open data: when it is due, its rows, and whether they are those already published. */
export function describePublication(
  publiable: Publiable,
  attribuant: SubventionAPublier['attribuant'],
  aujourdhui: Jour,
): PublicationDecrite {
  const { publiee } = publiable;
  const echeance = echeanceOf(publiable);
  const texte = texteOf(publiable, attribuant);
  const changee = texte.ok && publiee !== null && texte.value.sha256 !== publiee.sha256;
  return {
    publiable,
    echeance,
    texte,
    etat: etatPublication({ echeance, publiee: publiee !== null, changee }, aujourdhui),
  };
}

/**
 * The last day to publish it. The threshold is of what one beneficiary receives in a year: an agreement over several
 * years counts whole in the year of its signature, which can only make it due, never forget it.
 */
export function echeanceOf({ montantAnnuel, signeeLe }: Pick<Publiable, 'montantAnnuel' | 'signeeLe'>): Jour | null {
  return aPublierAvant(montantAnnuel, signeeLe);
}

function texteOf(publiable: Publiable, attribuant: SubventionAPublier['attribuant']): PublicationDecrite['texte'] {
  const lignes = lignesScdl(aPublier(publiable, attribuant));
  if (!lignes.ok) {
    const found = lignes.error.map(
      ({ colonne, code }) => EMPECHEMENTS[colonne] ?? { probleme: problemeOf(code), remede: remedeOf(code) },
    );
    return refuse([...new Map(found.map((one) => [one.probleme, one])).values()]);
  }
  const texte = texteScdl(lignes.value);
  const sha256 = createHash('sha256').update(texte).digest('hex');
  return ok({ subventionId: publiable.id, texte, lignes: lignes.value.length, sha256 });
}

/** The fund pays money to one beneficiary an agreement. The schema demands yes or no: what nobody said is no. */
function aPublier(publiable: Publiable, attribuant: SubventionAPublier['attribuant']): SubventionAPublier {
  const { beneficiaire, signeeLe, referenceDecision, objet, montant, versements, regime } = publiable;
  return {
    attribuant,
    dateConvention: signeeLe,
    referenceDecision,
    beneficiaires: [{ ...beneficiaire, rna: null, part: ratio(1, 1) }],
    objet,
    montant,
    nature: 'aide en numéraire',
    versements,
    idRAE: null,
    notificationUE: regime.notificationUE ?? false,
    dispositifAide: regime.dispositifAide,
  };
}

const SANS_PLAN: Empechement = {
  probleme: 'La convention n’a pas de plan de versements.',
  remede: 'Signez un avenant qui dit quand la subvention est versée.',
};

/** By column: what whoever manages the fund can do about it, where a spreadsheet has nothing to do with it. */
const EMPECHEMENTS: Readonly<Record<string, Empechement>> = {
  conditionsVersement: SANS_PLAN,
  datesPeriodeVersement: SANS_PLAN,
  idAttribuant: {
    probleme: 'Le numéro SIRET sous lequel le fonds publie n’existe pas.',
    remede: 'Corrigez-le ci-dessous.',
  },
  idBeneficiaire: {
    probleme: 'Le numéro SIRET du bénéficiaire n’existe pas.',
    remede:
      'Vérifiez ses 14 chiffres sur l’annuaire des entreprises, puis corrigez-le depuis la page de la subvention.',
  },
};
