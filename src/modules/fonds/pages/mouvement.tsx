import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  MoneyField,
  Select,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { tropLong } from '../../../values/french.ts';
import { inEuros, type Montant } from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import { assertMayManage } from '../policies.ts';
import { type EnveloppeListee, listEnveloppes } from '../storage/enveloppes.ts';
import { authoriseCredits } from '../use-cases/authorise-credits.ts';
import { transferCredits } from '../use-cases/transfer-credits.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** Opening credits in an enveloppe, and moving free ones to another: each a page, each with its reason. */
export function mouvementPages(deps: FondsDeps): readonly Page[] {
  return [pageOf(deps, 'credits'), pageOf(deps, 'virement')];
}

type Nature = 'credits' | 'virement';

const TITRES: Readonly<Record<Nature, string>> = { credits: 'Ouvrir des crédits', virement: 'Virer des crédits' };

type Erreurs = {
  readonly vers?: string | undefined;
  readonly montant?: string | undefined;
  readonly motif?: string | undefined;
  readonly autorite?: string | undefined;
};

function pageOf(deps: FondsDeps, nature: Nature): Page {
  return {
    path: `/fonds/:organisation/enveloppes/:enveloppe/${nature}`,
    access: agentAccess,
    GET: (contexte) => show(deps, contexte, nature, {}),
    async POST(contexte) {
      const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
      const enveloppeId = idOf(contexte, 'enveloppe');
      const lu = readForm(contexte, nature);
      if (!lu.ok) return show(deps, contexte, nature, lu.error);
      const passed = await pass(deps, agent, enveloppeId, lu.value);
      if (!passed.ok) return show(deps, contexte, nature, { montant: passed.error });
      return redirect(`/fonds/${organisation.slug}/enveloppes/${enveloppeId}`, {
        type: 'succes',
        message: `${inEuros(lu.value.montant)} ont été ${nature === 'credits' ? 'ouverts' : 'virés'}.`,
      });
    },
  };
}

type Lu = {
  readonly vers: string | undefined;
  readonly montant: Montant;
  readonly motif: string;
  readonly autorite: string;
};

function readForm({ form }: Contexte, nature: Nature): Result<Lu, Erreurs> {
  const montant = parseMontant(form.get('montant'));
  const [motif, autorite, vers] = ['motif', 'autorite', 'vers'].map((name) => form.get(name).trim()) as [
    string,
    string,
    string,
  ];
  const erreurs: Erreurs = {
    vers: nature === 'virement' && !/^[0-9a-f-]{36}$/.test(vers) ? 'Choisissez l’enveloppe qui reçoit.' : undefined,
    montant: montant.ok ? undefined : montant.error,
    motif: wordsBetween(motif, 'Dites pourquoi, par exemple « Arbitrage du comité du 4 octobre ».'),
    autorite: wordsBetween(autorite, 'Dites quel acte le permet, par exemple « Loi de finances rectificative ».'),
  };
  if (!montant.ok || Object.values(erreurs).some(Boolean)) return { ok: false, error: erreurs };
  return {
    ok: true,
    value: { vers: nature === 'virement' ? vers : undefined, montant: montant.value, motif, autorite },
  };
}

const LONGEST = 500;

function wordsBetween(text: string, absent: string): string | undefined {
  if (text === '') return absent;
  return text.length > LONGEST ? tropLong(LONGEST) : undefined;
}

function pass(deps: FondsDeps, agent: Agent, enveloppeId: string, { vers, ...acte }: Lu): Promise<Result<string>> {
  return vers
    ? transferCredits(deps, agent, { ...acte, deId: enveloppeId, versId: vers })
    : authoriseCredits(deps, agent, { ...acte, enveloppeId });
}

async function show(deps: FondsDeps, contexte: Contexte, nature: Nature, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayManage(agent);
  const id = idOf(contexte, 'enveloppe');
  const enveloppes = await deps.db.read(porteeOf(agent), (tx) => listEnveloppes(tx, organisation.id));
  const enveloppe = enveloppes.find((one) => one.id === id);
  if (!enveloppe) throw new NotFound('Cette enveloppe n’existe pas.');
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Mouvement
      contexte={contexte}
      nature={nature}
      organisation={organisation}
      enveloppe={enveloppe}
      autres={enveloppes.filter((one) => one.id !== id)}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type MouvementProps = {
  readonly contexte: Contexte;
  readonly nature: Nature;
  readonly organisation: Organisation;
  readonly enveloppe: EnveloppeListee;
  readonly autres: readonly EnveloppeListee[];
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function Mouvement({ contexte, nature, organisation, enveloppe, autres, erreurs, invalid }: MouvementProps) {
  const { chrome, form } = contexte;
  const credits = `/fonds/${organisation.slug}`;
  const base = `${credits}/enveloppes/${enveloppe.id}`;
  const nom = nomDEnveloppe(enveloppe);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRES[nature]}
      context={nom}
      navigation={navigationOf(organisation.slug)}
      breadcrumb={[
        { href: credits, label: 'Crédits' },
        { href: base, label: nom },
      ]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <p class="muted">
        {nom}. Crédits disponibles : {inEuros(enveloppe.soldes.disponible)}
      </p>
      <h1>{TITRES[nature]}</h1>
      <Form action={`${base}/${nature}`} jeton={chrome.jeton}>
        {nature === 'virement' && (
          <Select
            name="vers"
            label="Enveloppe qui reçoit"
            value={form.get('vers')}
            error={erreurs.vers}
            options={autres.map((one) => ({ value: one.id, label: nomDEnveloppe(one) }))}
          />
        )}
        <MoneyField name="montant" label="Montant en euros" value={form.get('montant')} error={erreurs.montant} />
        <TextField name="motif" label="Motif" value={form.get('motif')} error={erreurs.motif} />
        <TextField
          name="autorite"
          label="Autorité"
          hint="L’acte qui le permet, et sa date."
          value={form.get('autorite')}
          error={erreurs.autorite}
        />
        <ButtonGroup>
          <Button>{TITRES[nature]}</Button>
          <a href={base}>Revenir à l’enveloppe</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
