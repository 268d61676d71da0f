import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  InsetText,
  RadioGroup,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { agentAccess, CadreCompte } from '../../comptes/index.ts';
import { CHOIX, type ChoixDeCourriels } from '../domain/courriels-agents.ts';
import { type CourrielsDe, listCourriels, saveCourriels } from '../use-cases/choose-courriels.ts';
import type { DemarchesDeps } from './deps.ts';

const PATH = '/compte/courriels';

/** Which mails an agent receives about the dossiers of each organisation, or none. */
export function courrielsPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      POST: (contexte) => save(deps, contexte),
    },
  ];
}

type Erreurs = { readonly [champ: string]: string };

const champOf = ({ slug }: Pick<CourrielsDe, 'slug'>) => `courriels-${slug}`;

async function courrielsOf(deps: DemarchesDeps, { principal }: Contexte): Promise<readonly CourrielsDe[]> {
  return principal.type === 'agent' ? listCourriels(deps, principal.personneId) : [];
}

async function save(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const { form, principal } = contexte;
  const asked = (await courrielsOf(deps, contexte)).map((one) => ({
    ...one,
    dit: CHOIX.find((choix) => choix === form.get(champOf(one))),
  }));
  const missing = asked.filter(({ dit }) => dit === undefined);
  if (missing.length > 0 || principal.type !== 'agent') {
    return show(deps, contexte, Object.fromEntries(missing.map((one) => [champOf(one), 'Choisissez une réponse.'])));
  }
  const choix = new Map(asked.flatMap(({ membreId, dit }) => (dit ? [[membreId, dit] as const] : [])));
  await saveCourriels(deps, principal.personneId, choix);
  return redirect(PATH, { type: 'succes', message: 'Vos choix sont enregistrés.' });
}

async function show(deps: DemarchesDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const courriels = await courrielsOf(deps, contexte);
  const invalid = Object.keys(erreurs).length > 0;
  return page(<Courriels {...{ contexte, courriels, erreurs, invalid }} />, invalid ? 422 : 200);
}

type CourrielsProps = {
  readonly contexte: Contexte;
  readonly courriels: readonly CourrielsDe[];
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function Courriels({ contexte, courriels, erreurs, invalid }: CourrielsProps) {
  const { chrome, form } = contexte;
  return (
    <CadreCompte contexte={contexte} title="Courriels" invalid={invalid}>
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Courriels</h1>
      {courriels.length === 0 ? (
        <InsetText>Vos rôles ne donnent à lire aucun dossier&nbsp;: aucun courriel ne vous en parle.</InsetText>
      ) : (
        <>
          <p>
            Choisissez les courriels que vous recevez quand un usager dépose une demande, la corrige, vous écrit ou
            conteste une décision. Ils ne donnent que le numéro du dossier et son adresse.
          </p>
          <Form action={PATH} jeton={chrome.jeton}>
            {courriels.map((one) => (
              <RadioGroup
                key={one.slug}
                name={champOf(one)}
                label={one.nom}
                value={form.has(champOf(one)) ? form.get(champOf(one)) : one.choix}
                error={erreurs[champOf(one)]}
                options={OPTIONS}
              />
            ))}
            <ButtonGroup>
              <Button>Enregistrer</Button>
            </ButtonGroup>
          </Form>
        </>
      )}
    </CadreCompte>
  );
}

const OPTIONS: readonly { readonly value: ChoixDeCourriels; readonly label: string; readonly hint?: string }[] = [
  {
    value: 'tous',
    label: 'Les recours tout de suite, le reste une fois par jour',
    hint: 'Le matin, un seul courriel pour les dépôts, les corrections et les messages de la veille.',
  },
  { value: 'recours', label: 'Les recours seulement', hint: 'Leur délai de réponse est fixé par la loi.' },
  { value: 'aucun', label: 'Aucun de ces courriels' },
];
