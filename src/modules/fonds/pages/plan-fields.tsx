import { DateFields, Fieldset, MoneyField, Select, TextField } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import type { Result } from '../../../values/result.ts';
import { type LignePlan, NATURES, type NatureVersement } from '../domain/plan.ts';
import { type Erreurs, type Fields, readForm, typedMontant } from './formulaire.ts';

/** Lines of the form: a plan has a handful of payments. Those left empty do not count. */
const LIGNES = [1, 2, 3, 4, 5, 6];
const NOMS = Object.keys(NATURES) as NatureVersement[];
const OPTIONS = NOMS.map((value) => ({ value, label: NATURES[value] }));

/** The plan of payments of a convention, or what an avenant puts in its place. */
export function PlanFields({ fields, known = [] }: { readonly fields: Fields; readonly known?: readonly LignePlan[] }) {
  return (
    <>
      {LIGNES.map((rang) => {
        const ligne = known[rang - 1];
        const nom = (part: string) => `versement-${rang}-${part}`;
        return (
          <Fieldset key={rang} legend={`Versement ${rang}`} optional={rang > 1}>
            <Select {...fields.champ(nom('nature'), ligne?.nature)} label="Nature" options={OPTIONS} />
            <MoneyField
              {...fields.champ(nom('montant'), ligne && typedMontant(ligne.montant))}
              label="Montant en euros"
            />
            <TextField
              {...fields.champ(nom('condition'), ligne?.condition)}
              label="Condition"
              hint="Ce que le bénéficiaire présente, par exemple « Factures acquittées »."
            />
            <DateFields {...fields.date(nom('prevuLe'), ligne?.prevuLe)} label="Date prévue" />
          </Fieldset>
        );
      })}
    </>
  );
}

export function readPlan(form: FormData): Result<readonly LignePlan[], Erreurs> {
  const written = LIGNES.filter(
    (rang) => rang === 1 || form.get(`versement-${rang}-nature`) || form.get(`versement-${rang}-montant`).trim(),
  );
  return readForm(form, (lire) =>
    written.map((rang) => ({
      nature: lire.choix(`versement-${rang}-nature`, NOMS, `Choisissez la nature du versement ${rang}.`),
      montant: lire.montant(`versement-${rang}-montant`),
      condition: lire.texte(`versement-${rang}-condition`, `Dites ce qui déclenche le versement ${rang}.`),
      prevuLe: lire.date(`versement-${rang}-prevuLe`),
    })),
  );
}
