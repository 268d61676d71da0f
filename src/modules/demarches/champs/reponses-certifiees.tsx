import { fieldId } from '../../../platform/html/components/field-ids.ts';
import { SummaryList } from '../../../platform/html/components/summary-list.tsx';
import type { Champ, ContexteChamp } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import { typeOf } from '../domain/registre.ts';
import { phraseOrigine } from './commun.ts';
import { ValeurLue } from './valeur-lue.tsx';

export type ReponsesCertifieesProps = {
  readonly champs: readonly Champ[];
  /** Name of the first of them. */
  readonly nom: string;
  readonly faits: Faits;
  readonly contexte: ContexteChamp;
};

/** Answers that only their source can change: each with where it comes from, and no control at all. */
export function ReponsesCertifiees({ champs, nom, faits, contexte }: ReponsesCertifieesProps) {
  const rows = champs.map((champ) => {
    const valeur = faits.reponses[champ.id];
    const origine = faits.origines[champ.id];
    const lue = valeur !== undefined && (
      <ValeurLue champ={champ} valeur={valeur} contexte={contexte} origines={faits.origines} />
    );
    return { label: champ.libelle, value: lue, origin: origine && phraseOrigine(origine) };
  });
  return (
    <div class="field" id={fieldId(nom)} tabIndex={-1}>
      <SummaryList rows={rows} />
    </div>
  );
}

export function isCertifie(champ: Champ, faits: Faits): boolean {
  return faits.origines[champ.id]?.certifiee === true;
}

/** Whether the page has something to answer: a champ that is only read, a price or a certified answer, has not. */
export function isAsked(champ: Champ, faits: Faits, contexte: ContexteChamp): boolean {
  return !isCertifie(champ, faits) && !typeOf(champ, contexte).sansSaisie;
}
