import { DateFields } from '../../../../platform/html/components/date-fields.tsx';
import { RadioGroup } from '../../../../platform/html/components/radio-group.tsx';
import { TextField } from '../../../../platform/html/components/text-field.tsx';
import { formatJour } from '../../../../values/format-jour.ts';
import { NBSP } from '../../../../values/french.ts';
import { jour } from '../../../../values/jour.ts';
import type { ChampView } from '../../domain/champ.ts';
import { erreursSous } from '../commun.ts';
import { champsDeDate } from '../dates.ts';
import { Groupe } from '../groupe.tsx';
import type { IdentiteOptions, ValeurIdentite } from './definition.ts';

export const identiteView: ChampView<IdentiteOptions, ValeurIdentite> = {
  Champ: (props) => {
    const { nom, saisie, erreurs, champ } = props;
    const { personnelle } = champ.options;
    const part = (name: string) => ({ name: `${nom}.${name}`, value: saisie.get(name), error: erreurs[name] });
    return (
      <Groupe props={props}>
        <TextField {...part('nom')} label="Nom de naissance" autocomplete={personnelle ? 'family-name' : 'off'} />
        {champ.options.nomUsage && (
          <TextField
            {...part('nomUsage')}
            label="Nom d’usage"
            hint="S’il est différent du nom de naissance."
            optional
            autocomplete="off"
          />
        )}
        <TextField
          {...part('prenoms')}
          label="Prénoms"
          hint="Dans l’ordre de l’état civil, séparés par un espace."
          autocomplete={personnelle ? 'given-name' : 'off'}
        />
        <DateFields
          name={`${nom}.dateNaissance`}
          label="Date de naissance"
          {...champsDeDate(saisie.sous('dateNaissance'), erreursSous(erreurs, 'dateNaissance'))}
          birthday={personnelle}
        />
        {champ.options.sexe && (
          <RadioGroup
            {...part('sexe')}
            label="Sexe"
            optional
            inline
            options={[
              { value: 'F', label: 'Féminin' },
              { value: 'M', label: 'Masculin' },
            ]}
          />
        )}
      </Groupe>
    );
  },
  lire: ({ nom, nomUsage, prenoms, dateNaissance, sexe }) => {
    const usage = nomUsage === undefined ? [] : [`nom d’usage${NBSP}: ${nomUsage}`];
    return [
      `${prenoms.join(' ')} ${nom}`,
      ...usage,
      `${NAISSANCE[sexe ?? 'inconnu']} ${formatJour(jour(dateNaissance))}`,
    ].join(', ');
  },
};

const NAISSANCE = { F: 'née le', M: 'né le', inconnu: `date de naissance${NBSP}:` } as const;
