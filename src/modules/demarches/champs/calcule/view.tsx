import type { VNode } from 'preact';
import { fieldId } from '../../../../platform/html/components/field-ids.ts';
import { InsetText } from '../../../../platform/html/components/inset-text.tsx';
import { PriceCard } from '../../../../platform/html/components/price-card.tsx';
import { NBSP } from '../../../../values/french.ts';
import { formatMontant } from '../../../../values/montant.ts';
import type { Calcul, Champ, ChampView } from '../../domain/champ.ts';
import { centimesOf } from '../../domain/regles/centimes.ts';
import { formatNombre } from '../nombres.ts';
import type { CalculeOptions } from './definition.ts';

/** `data-calcul` names the rule, so that a small script can replace what is inside when an answer changes. */
export const calculeView: ChampView<CalculeOptions, string | number | boolean> = {
  Champ: ({ champ, nom, contexte }) => {
    const calcul = contexte.calculs.get(champ.options.regle);
    return (
      <div id={fieldId(nom)} data-calcul={champ.options.regle} aria-live="polite">
        {calcul?.valeur === undefined ? manquant(champ, calcul) : resultat(champ, calcul)}
      </div>
    );
  },
  lire: (valeur, champ, contexte) => {
    const calcul = contexte.calculs.get(champ.options.regle);
    return calcul?.valeur === valeur ? calcul.texte : ecrire(valeur, champ.options.format);
  },
};

function resultat({ libelle, aide }: Champ<CalculeOptions>, { texte, explication }: Calcul): VNode {
  const steps = explication.map(({ libelle: label, valeur: value }) => ({ label, value }));
  return <PriceCard title={libelle} amount={texte} because={aide} steps={steps} />;
}

function manquant({ libelle }: Champ<CalculeOptions>, calcul: Calcul | undefined): VNode {
  const manque = calcul?.manque ?? [];
  return (
    <InsetText>
      <p>
        <strong>{libelle}</strong>
      </p>
      {manque.length === 0 ? (
        <p>Ce résultat n’est pas encore disponible.</p>
      ) : (
        <p>{`Ce résultat s’affichera quand il ne manquera plus${NBSP}: ${manque.join(', ')}.`}</p>
      )}
    </InsetText>
  );
}

/** A result kept earlier, when the rule now gives another or cannot run. */
function ecrire(valeur: string | number | boolean, format: CalculeOptions['format']): string {
  if (typeof valeur === 'boolean') return valeur ? 'Oui' : 'Non';
  if (typeof valeur === 'string') return valeur;
  // Beyond ten billion euros, a double no longer holds cents: shown as a number.
  const isAmount = format === 'montant' && Math.abs(valeur) < 10_000_000_000;
  return isAmount ? formatMontant(centimesOf(valeur)) : formatNombre(valeur);
}
