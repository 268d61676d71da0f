import { Button, ButtonGroup, DateFields, Form, fr, TextField } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { agentAccess, lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { findEnveloppeOf } from '../storage/enveloppes.ts';
import { setDelegationEnd } from '../use-cases/set-delegation-end.ts';
import type { FondsDeps } from './deps.ts';
import { EnveloppeSite } from './enveloppe-site.tsx';
import { type Erreurs, fieldsOf, readForm } from './formulaire.ts';

const TITRE = 'Fixer la fin de la délégation';

/** Until when an enveloppe may promise the credits that another delegates to it. */
export function delegationPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/enveloppes/:enveloppe/delegation',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const enveloppeId = idOf(contexte, 'enveloppe');
        const lu = readForm(contexte.form, (lire) => {
          const fin = lire.dateFacultative('fin');
          const acte =
            fin === null
              ? null
              : lire.texte(
                  'acte',
                  fr('Dites quel acte la fixe, par exemple « Décision de délégation du 4 mars 2026 ».'),
                );
          return { fin, acte };
        });
        if (!lu.ok) return show(deps, contexte, lu.error);
        const done = await setDelegationEnd(deps, agent, { enveloppeId, ...lu.value });
        if (!done.ok) return show(deps, contexte, { fin: done.error });
        return redirect(`/fonds/${organisation.slug}/enveloppes/${enveloppeId}`, {
          type: 'succes',
          message:
            lu.value.fin === null ? 'La délégation n’a plus de fin.' : 'La fin de la délégation est enregistrée.',
        });
      },
    },
  ];
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  const { agent, organisation } = lieu;
  assertMayManage(agent);
  const enveloppe = await deps.db.read(porteeOf(agent), (tx) => findEnveloppeOf(tx, idOf(contexte, 'enveloppe')));
  const { chrome, form } = contexte;
  const { champ, date } = fieldsOf(form, erreurs);
  const base = `/fonds/${organisation.slug}/enveloppes/${enveloppe.id}`;
  return page(
    <EnveloppeSite lieu={lieu} contexte={contexte} enveloppe={enveloppe} titre={TITRE} erreurs={erreurs}>
      <p>
        Après ce jour, cette enveloppe ne peut plus rien promettre&nbsp;: ni proposition, ni décision. Ce qui est déjà
        attribué se paie comme prévu.
      </p>
      <Form action={`${base}/delegation`} jeton={chrome.jeton}>
        <DateFields
          {...date('fin', enveloppe.delegationFin)}
          label="Dernier jour de la délégation"
          hint="Ce jour compte en entier, même un samedi, un dimanche ou un jour férié. Laissez vide s’il n’y a pas de fin."
          optional
        />
        <TextField
          {...champ('acte', enveloppe.delegationActe ?? '')}
          label="Acte qui la fixe"
          hint={fr('Par exemple « Décision de délégation du 4 mars 2026 ».')}
          optional
        />
        <ButtonGroup>
          <Button>Enregistrer</Button>
          <a href={base}>Revenir à l’enveloppe</a>
        </ButtonGroup>
      </Form>
    </EnveloppeSite>,
    Object.values(erreurs).some(Boolean) ? 422 : 200,
  );
}
