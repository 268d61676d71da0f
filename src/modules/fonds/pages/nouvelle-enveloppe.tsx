import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  NumberField,
  RadioGroup,
  Select,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { isCodeDepartement } from '../../../values/code-departement.ts';
import { isCodeRegion } from '../../../values/code-region.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import { assertMayManage } from '../policies.ts';
import { type EnveloppeListee, listEnveloppes, type Territoire } from '../storage/enveloppes.ts';
import { type Axe, listProgrammes } from '../storage/programmes.ts';
import { type DemandeEnveloppe, openEnveloppe } from '../use-cases/open-enveloppe.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** Opens an enveloppe of an axe: empty, until credits come. */
export function nouvelleEnveloppePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/axes/:axe/enveloppe',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const lu = readForm(contexte);
        if (!lu.ok) return show(deps, contexte, lu.error);
        const opened = await openEnveloppe(deps, agent, { ...lu.value, axeId: idOf(contexte, 'axe') });
        if (!opened.ok) return show(deps, contexte, { territoire: opened.error });
        return redirect(`/fonds/${organisation.slug}/enveloppes/${opened.value}`, {
          type: 'succes',
          message: 'L’enveloppe est ouverte. Ouvrez-y des crédits, ou virez-en d’une autre.',
        });
      },
    },
  ];
}

type Erreurs = {
  readonly nom?: string | undefined;
  readonly annee?: string | undefined;
  readonly territoire?: string | undefined;
  readonly code?: string | undefined;
};

function readForm({ form }: Contexte): Result<Omit<DemandeEnveloppe, 'axeId'>, Erreurs> {
  const [nom, annee, parent] = [form.get('nom').trim(), Number(form.get('annee').trim()), form.get('parent')];
  const territoire = territoireOf(form.get('territoire'), form.get('code').trim().toUpperCase());
  const erreurs: Erreurs = {
    nom:
      nom === '' || nom.length > 200
        ? 'Donnez un nom à l’enveloppe, par exemple « Département de la Vienne ».'
        : undefined,
    annee:
      Number.isInteger(annee) && annee >= 2000 && annee <= 2100
        ? undefined
        : 'Indiquez une année en quatre chiffres, par exemple 2026.',
    ...(territoire.ok ? {} : territoire.error),
  };
  if (!territoire.ok || Object.values(erreurs).some(Boolean)) return { ok: false, error: erreurs };
  const parentId = /^[0-9a-f-]{36}$/.test(parent) ? { parentId: parent } : {};
  return { ok: true, value: { nom, annee, territoire: territoire.value, ...parentId } };
}

function territoireOf(type: string, code: string): Result<Territoire, Erreurs> {
  if (type === 'national') return { ok: true, value: { type } };
  if (type !== 'region' && type !== 'departement') {
    return { ok: false, error: { territoire: 'Choisissez où les crédits seront dépensés.' } };
  }
  const known = type === 'departement' ? isCodeDepartement(code) : isCodeRegion(code);
  if (known) return { ok: true, value: { type, code } };
  return {
    ok: false,
    error: {
      code:
        type === 'departement'
          ? 'Indiquez le code du département, par exemple 86 ou 2A.'
          : 'Indiquez le code de la région, par exemple 75 pour la Nouvelle-Aquitaine.',
    },
  };
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayManage(agent);
  const id = idOf(contexte, 'axe');
  const [programmes, enveloppes] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([listProgrammes(tx, organisation.id), listEnveloppes(tx, organisation.id)]),
  );
  const axe = programmes.flatMap(({ axes }) => axes).find((one) => one.id === id);
  if (!axe) throw new NotFound('Cet axe n’existe pas.');
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <NouvelleEnveloppe
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      axe={axe}
      parents={enveloppes.filter(({ axeId }) => axeId === id)}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type NouvelleProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly axe: Axe;
  readonly parents: readonly EnveloppeListee[];
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function NouvelleEnveloppe({ contexte, agent, organisation, axe, parents, erreurs, invalid }: NouvelleProps) {
  const { chrome, form } = contexte;
  const credits = `/fonds/${organisation.slug}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Ouvrir une enveloppe"
      context={`Axe ${axe.numero}`}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: credits, label: 'Crédits' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <p class="muted">
        Axe {axe.numero}. {axe.nom}
      </p>
      <h1>Ouvrir une enveloppe</h1>
      <Form action={`${credits}/axes/${axe.id}/enveloppe`} jeton={chrome.jeton}>
        <TextField name="nom" label="Nom de l’enveloppe" value={form.get('nom')} error={erreurs.nom} />
        <NumberField name="annee" label="Année" width={4} value={form.get('annee')} error={erreurs.annee} />
        <RadioGroup
          name="territoire"
          label="Où les crédits seront-ils dépensés ?"
          value={form.get('territoire')}
          error={erreurs.territoire}
          options={[
            { value: 'national', label: 'Dans toute la France' },
            { value: 'region', label: 'Dans une région' },
            { value: 'departement', label: 'Dans un département' },
          ]}
        />
        <TextField
          name="code"
          label="Code de la région ou du département"
          hint="Pour une enveloppe nationale, laissez vide."
          optional
          width={4}
          value={form.get('code')}
          error={erreurs.code}
        />
        {parents.length > 0 && (
          <Select
            name="parent"
            label="Enveloppe qui lui délègue ses crédits"
            optional
            value={form.get('parent')}
            options={parents.map((one) => ({ value: one.id, label: nomDEnveloppe(one) }))}
          />
        )}
        <ButtonGroup>
          <Button>Ouvrir l’enveloppe</Button>
          <a href={credits}>Revenir aux crédits</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
