import { TextField } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { tropLong } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { assertMayManage } from '../policies.ts';
import { shareProject } from '../use-cases/share-project.ts';
import { actionPage } from './action.tsx';
import type { FondsDeps } from './deps.ts';
import { type Fields, type Lecture, readForm } from './formulaire.ts';

/** Where the code of a project is: what the public catalogue needs so that another local authority takes it up. */
export function partagePages(deps: FondsDeps): readonly Page[] {
  return [
    actionPage(deps, {
      chemin: 'partage',
      titre: 'Partager le projet',
      bouton: 'Enregistrer',
      action: null,
      assertMay: assertMayManage,
      intro: () => (
        <p>Ces deux réponses sont publiques. Elles permettent à une autre collectivité d’adopter le projet.</p>
      ),
      fields: (fields, { subvention }) => <PartageFields fields={fields} known={subvention} />,
      async run(outils, agent, { form, objet }) {
        const lu = readForm(form, readPartage);
        if (!lu.ok) return lu;
        const done = await shareProject(outils, agent, { subventionId: objet.subvention.id, ...lu.value });
        return done.ok ? ok('Le partage du projet est enregistré.') : refuse({ depotSource: done.error });
      },
    }),
  ];
}

type PartageFieldsProps = {
  readonly fields: Pick<Fields, 'champ'>;
  readonly known?: { readonly licence: string | null; readonly depotSource: string | null };
};

export function PartageFields({ fields: { champ }, known }: PartageFieldsProps) {
  return (
    <>
      <TextField
        {...champ('licence', known?.licence ?? '')}
        label="Licence de ce qui est produit"
        hint="Par exemple EUPL-1.2."
        optional
      />
      <TextField
        {...champ('depotSource', known?.depotSource ?? '')}
        label="Adresse du code source"
        type="url"
        hint="Elle est publiée avec le projet, pour qu’il soit adopté ailleurs."
        optional
      />
    </>
  );
}

/** What was typed of it. */
export function readPartage(lire: Lecture): { readonly licence: string | null; readonly depotSource: string | null } {
  return {
    licence: lire.valeur('licence', readLicence, null),
    depotSource: lire.valeur('depotSource', readDepot, null),
  };
}

function readLicence(typed: string): Result<string | null> {
  if (typed.length > 100) return refuse(tropLong(100));
  return ok(typed === '' ? null : typed);
}

/** Nothing, or an address that a browser may follow without harm. */
function readDepot(typed: string): Result<string | null> {
  if (typed === '') return ok(null);
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.href.length <= 300) return ok(url.href);
  return refuse('Écrivez l’adresse entière, par exemple https://code.exemple.fr/guichet.');
}
