import type { ChampProps, ChampView } from '../../domain/champ.ts';
import { Groupe } from '../groupe.tsx';
import type { PlanDeFinancementOptions } from './definition.ts';
import { planDeFinancementParser } from './parse.ts';
import { PlanLu } from './plan-lu.tsx';
import { TableSaisie } from './table-saisie.tsx';
import { tableDesDepenses, tableDesRecettes } from './tables.ts';
import { enEuros, type Plan, type Tables } from './totaux.ts';
import { TotauxAffiches } from './totaux-affiches.tsx';

/** Rows are added and removed by buttons that send the form, as those of a repetition. */
export const planDeFinancementView: ChampView<PlanDeFinancementOptions, Plan> = {
  Champ: (props) => {
    const { options } = props.champ;
    return (
      <Groupe props={props}>
        <TableSaisie table={tableDesDepenses(options)} depart={1} props={props} />
        <TableSaisie table={tableDesRecettes(options)} depart={2} props={props} />
        <TotauxAffiches nom={`${props.nom}.totaux`} tables={comprises(props)} error={props.erreurs['totaux']} />
      </Groupe>
    );
  },
  lire: (plan) => <PlanLu plan={plan} />,
  enPhrase: ({ cout, assiette, aideDemandee }) =>
    `${enEuros(cout)} de dépenses, dont ${enEuros(assiette)} éligibles, pour une aide demandée de ${enEuros(aideDemandee)}`,
};

/** What is understood of the rows as they stand on the page. */
function comprises({ saisie, champ, contexte, faits }: ChampProps<PlanDeFinancementOptions>): Tables {
  return planDeFinancementParser.parse(saisie, champ, contexte, faits).valeur ?? { depenses: [], recettes: [] };
}
