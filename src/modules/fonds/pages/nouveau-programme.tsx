import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Fieldset,
  Form,
  MoneyField,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import type { Result } from '../../../values/result.ts';
import { agentAccess, lieuDeTravailOf, Site } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { type DemandeDeProgramme, openProgramme } from '../use-cases/open-programme.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** Lines of the form: a programme of the State has a handful of axes. Those left empty do not count. */
const AXES = [1, 2, 3, 4, 5, 6];

/** Opens a programme and its axes. */
export function nouveauProgrammePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/programme',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const lu = readForm(contexte);
        if (!lu.ok) return show(deps, contexte, lu.error);
        const opened = await openProgramme(deps, agent, lu.value);
        if (!opened.ok) return show(deps, contexte, { montant: opened.error });
        return redirect(`/fonds/${organisation.slug}`, {
          type: 'succes',
          message: 'Le programme est ouvert. Ouvrez maintenant les enveloppes de ses axes.',
        });
      },
    },
  ];
}

type Erreurs = Readonly<Record<string, string | undefined>>;

function readForm({ form }: Contexte): Result<DemandeDeProgramme, Erreurs> {
  const erreurs: Record<string, string> = {};
  const nomOf = (name: string, absent: string): string => {
    const nom = form.get(name).trim();
    if (nom === '' || nom.length > 200) erreurs[name] = absent;
    return nom;
  };
  const montantOf = (name: string) => {
    const montant = parseMontant(form.get(name));
    if (!montant.ok) erreurs[name] = montant.error;
    return montant.ok ? [montant.value] : [];
  };
  const nom = nomOf('nom', 'Donnez un nom au programme.');
  const [montant] = montantOf('montant');
  const written = AXES.filter(
    (rang) => rang === 1 || form.get(`axe-${rang}-nom`).trim() || form.get(`axe-${rang}-montant`).trim(),
  );
  const axes = written.flatMap((rang) => {
    const nomAxe = nomOf(`axe-${rang}-nom`, `Donnez un nom à l’axe ${rang}.`);
    return montantOf(`axe-${rang}-montant`).map((one) => ({ nom: nomAxe, montant: one }));
  });
  if (montant === undefined || Object.keys(erreurs).length > 0) return { ok: false, error: erreurs };
  return { ok: true, value: { nom, montant, axes } };
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayManage(agent);
  const { chrome, form } = contexte;
  const credits = `/fonds/${organisation.slug}`;
  const invalid = Object.keys(erreurs).length > 0;
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Ouvrir un programme"
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: credits, label: 'Crédits' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Ouvrir un programme</h1>
      <p>Un programme se partage en axes, dont les montants font le sien. Les axes laissés vides ne comptent pas.</p>
      <Form action={`${credits}/programme`} jeton={chrome.jeton}>
        <TextField name="nom" label="Nom du programme" value={form.get('nom')} error={erreurs['nom']} />
        <MoneyField
          name="montant"
          label="Montant du programme en euros"
          value={form.get('montant')}
          error={erreurs['montant']}
        />
        {AXES.map((rang) => (
          <Fieldset key={rang} legend={`Axe ${rang}`}>
            <TextField
              name={`axe-${rang}-nom`}
              label={`Nom de l’axe ${rang}`}
              optional={rang > 1}
              value={form.get(`axe-${rang}-nom`)}
              error={erreurs[`axe-${rang}-nom`]}
            />
            <MoneyField
              name={`axe-${rang}-montant`}
              label={`Montant de l’axe ${rang} en euros`}
              optional={rang > 1}
              value={form.get(`axe-${rang}-montant`)}
              error={erreurs[`axe-${rang}-montant`]}
            />
          </Fieldset>
        ))}
        <ButtonGroup>
          <Button>Ouvrir le programme</Button>
          <a href={credits}>Revenir aux crédits</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
