import { NotFound } from '../../../platform/errors.ts';
import { Button, ButtonGroup, Checkbox, Form, MoneyField, Select, TextField } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { NBSP, tropLong } from '../../../values/french.ts';
import { newId, parseId } from '../../../values/ids.ts';
import { inEuros, type Montant } from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { type Result, refuse } from '../../../values/result.ts';
import { type Agent, agentAccess, type LieuDeTravail, lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import { assertMayManage } from '../policies.ts';
import { type EnveloppeListee, listEnveloppes } from '../storage/enveloppes.ts';
import { authoriseCredits, restoreCredits, withdrawCredits } from '../use-cases/authorise-credits.ts';
import { transferCredits } from '../use-cases/transfer-credits.ts';
import type { FondsDeps } from './deps.ts';
import { EnveloppeSite } from './enveloppe-site.tsx';

/** Credits that nobody was promised: opened, taken out, moved, made available again. Each a page, each with its reason. */
export function mouvementPages(deps: FondsDeps): readonly Page[] {
  return NATURES.map((nature) => pageOf(deps, nature));
}

const NATURES = ['credits', 'virement', 'retrait', 'remise'] as const;
type Nature = (typeof NATURES)[number];

const MOTS: Readonly<Record<Nature, { readonly titre: string; readonly fait: string; readonly intro?: string }>> = {
  credits: { titre: 'Ouvrir des crédits', fait: 'ouverts' },
  virement: { titre: 'Virer des crédits', fait: 'virés' },
  retrait: {
    titre: 'Retirer des crédits',
    fait: 'retirés',
    intro: 'Pour des crédits annulés, ou ouverts par erreur. Ils quittent l’enveloppe et le programme.',
  },
  remise: {
    titre: 'Remettre en disponibles',
    fait: 'remis en disponibles',
    intro: 'Les crédits rendus par des subventions redeviennent disponibles dans cette enveloppe.',
  },
};

type Erreurs = {
  readonly vers?: string | undefined;
  readonly montant?: string | undefined;
  readonly motif?: string | undefined;
  readonly autorite?: string | undefined;
  readonly depassement?: string | undefined;
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
      const passed = await pass(deps, agent, nature, enveloppeId, lu.value);
      if (!passed.ok) return show(deps, contexte, nature, passed.error);
      return redirect(`/fonds/${organisation.slug}/enveloppes/${enveloppeId}`, {
        type: 'succes',
        message: `${inEuros(lu.value.montant)} ont été ${MOTS[nature].fait}.`,
      });
    },
  };
}

type Lu = {
  readonly cle: string;
  readonly vers: string;
  readonly depassementVoulu: boolean;
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
  const cle = parseId<'Operation'>(form.get('cle'));
  const erreurs: Erreurs = {
    vers: nature === 'virement' && !/^[0-9a-f-]{36}$/.test(vers) ? 'Choisissez l’enveloppe qui reçoit.' : undefined,
    montant: montant.ok ? (cle.ok ? undefined : cle.error) : montant.error,
    motif: wordsBetween(motif, 'Dites pourquoi, par exemple « Arbitrage du comité du 4 octobre ».'),
    autorite: wordsBetween(autorite, 'Dites quel acte le permet, par exemple « Loi de finances rectificative ».'),
  };
  if (!montant.ok || !cle.ok || Object.values(erreurs).some(Boolean)) return { ok: false, error: erreurs };
  return {
    ok: true,
    value: {
      cle: cle.value,
      vers,
      depassementVoulu: form.get('depassement') === 'oui',
      montant: montant.value,
      motif,
      autorite,
    },
  };
}

const LONGEST = 500;

function wordsBetween(text: string, absent: string): string | undefined {
  if (text === '') return absent;
  return text.length > LONGEST ? tropLong(LONGEST) : undefined;
}

async function pass(
  deps: FondsDeps,
  agent: Agent,
  nature: Nature,
  enveloppeId: string,
  { vers, depassementVoulu, ...acte }: Lu,
): Promise<Result<string, Erreurs>> {
  if (nature === 'virement') {
    const moved = await transferCredits(deps, agent, { ...acte, deId: enveloppeId, versId: vers });
    return moved.ok ? moved : refuse({ montant: moved.error });
  }
  const demande = { ...acte, enveloppeId };
  if (nature === 'retrait') return withdrawCredits(deps, agent, demande);
  if (nature === 'remise') return restoreCredits(deps, agent, demande);
  return authoriseCredits(deps, agent, { ...demande, depassementVoulu });
}

async function show(deps: FondsDeps, contexte: Contexte, nature: Nature, erreurs: Erreurs): Promise<Reponse> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  const { agent, organisation } = lieu;
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
      lieu={lieu}
      enveloppe={enveloppe}
      autres={enveloppes.filter((one) => one.id !== id)}
      erreurs={erreurs}
      cle={contexte.form.get('cle') || newId<'Operation'>(deps.clock, deps.random)}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type MouvementProps = {
  readonly contexte: Contexte;
  readonly nature: Nature;
  readonly lieu: LieuDeTravail;
  readonly enveloppe: EnveloppeListee;
  readonly autres: readonly EnveloppeListee[];
  readonly erreurs: Erreurs;
  readonly cle: string;
};

function Mouvement({ contexte, nature, lieu, enveloppe, autres, erreurs, cle }: MouvementProps) {
  const { chrome, form } = contexte;
  const base = `/fonds/${lieu.organisation.slug}/enveloppes/${enveloppe.id}`;
  const { titre, intro } = MOTS[nature];
  const { disponible, rendu } = enveloppe.soldes;
  const detail =
    nature === 'remise'
      ? `Crédits rendus${NBSP}: ${inEuros(rendu)}`
      : `Crédits disponibles${NBSP}: ${inEuros(disponible)}`;
  return (
    <EnveloppeSite
      lieu={lieu}
      contexte={contexte}
      enveloppe={enveloppe}
      titre={titre}
      erreurs={erreurs}
      detail={detail}
    >
      {intro && <p>{intro}</p>}
      <Form action={`${base}/${nature}`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={cle} />
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
        {erreurs.depassement && (
          <Checkbox name="depassement" label="L’acte ouvre plus que le programme" error={erreurs.depassement} />
        )}
        <TextField name="motif" label="Motif" value={form.get('motif')} error={erreurs.motif} />
        <TextField
          name="autorite"
          label="Autorité"
          hint="L’acte qui le permet, et sa date."
          value={form.get('autorite')}
          error={erreurs.autorite}
        />
        <ButtonGroup>
          <Button>{titre}</Button>
          <a href={base}>Revenir à l’enveloppe</a>
        </ButtonGroup>
      </Form>
    </EnveloppeSite>
  );
}
