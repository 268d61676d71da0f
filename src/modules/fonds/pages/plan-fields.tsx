import { DateFields, Details, Fieldset, MoneyField, Select, TextField } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import type { Result } from '../../../values/result.ts';
import { type LignePlan, NATURES, type NatureVersement } from '../domain/plan.ts';
import { type Erreurs, type Fields, readForm, typedMontant } from './formulaire.ts';

/** Lines of the form: a plan has a handful of payments. Those left empty do not count. */
const LIGNES = [1, 2, 3, 4, 5, 6];
const NOMS = Object.keys(NATURES) as NatureVersement[];
const OPTIONS = NOMS.map((value) => ({ value, label: NATURES[value] }));

type PlanProps = { readonly fields: Fields; readonly known?: readonly LignePlan[] };

/** As many as most plans have; the others are there for who needs them. */
const SHOWN = 3;

/** The plan of payments of a convention, or what an avenant puts in its place. */
export function PlanFields({ fields, known = [] }: PlanProps) {
  const [shown, others] = [LIGNES.slice(0, SHOWN), LIGNES.slice(SHOWN)];
  const written = others.some((rang) => known[rang - 1] || fields.champ(nameOf(rang, 'montant')).value !== '');
  return (
    <>
      {shown.map((rang) => (
        <LigneFields key={rang} rang={rang} fields={fields} known={known[rang - 1]} />
      ))}
      <Details summary="Ajouter des versements" open={written}>
        {others.map((rang) => (
          <LigneFields key={rang} rang={rang} fields={fields} known={known[rang - 1]} />
        ))}
      </Details>
    </>
  );
}

const nameOf = (rang: number, part: keyof LignePlan) => `versement-${rang}-${part}`;

type LigneProps = { readonly rang: number; readonly fields: Fields; readonly known: LignePlan | undefined };

function LigneFields({ rang, fields, known }: LigneProps) {
  return (
    <Fieldset legend={`Versement ${rang}`} optional={rang > 1}>
      <Select {...fields.champ(nameOf(rang, 'nature'), known?.nature)} label="Nature" options={OPTIONS} />
      <MoneyField
        {...fields.champ(nameOf(rang, 'montant'), known && typedMontant(known.montant))}
        label="Montant en euros"
      />
      <TextField
        {...fields.champ(nameOf(rang, 'condition'), known?.condition)}
        label="Condition"
        hint="Ce que le bénéficiaire présente, par exemple « Factures acquittées »."
      />
      <DateFields {...fields.date(nameOf(rang, 'prevuLe'), known?.prevuLe)} label="Date prévue" />
    </Fieldset>
  );
}

export function readPlan(form: FormData): Result<readonly LignePlan[], Erreurs> {
  const written = LIGNES.filter(
    (rang) => rang === 1 || form.get(nameOf(rang, 'nature')) || form.get(nameOf(rang, 'montant')).trim(),
  );
  return readForm(form, (lire) =>
    written.map((rang) => ({
      nature: lire.choix(nameOf(rang, 'nature'), NOMS, `Choisissez la nature du versement ${rang}.`),
      montant: lire.montant(nameOf(rang, 'montant')),
      condition: lire.texte(nameOf(rang, 'condition'), `Dites ce qui déclenche le versement ${rang}.`),
      prevuLe: lire.date(nameOf(rang, 'prevuLe')),
    })),
  );
}
