import { Readable } from 'node:stream';
import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { ErrorSummary, summaryErrors } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { quote, tropLong } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { ecrireFiltre, lireFiltre } from '../domain/filtre-candidatures.ts';
import { assertMayReadCandidatures } from '../policies.ts';
import { deleteVue, listVues, saveVue } from '../storage/vues-candidatures.ts';
import { exportCandidatures } from '../use-cases/export-candidatures.ts';
import { VuesDeCandidatures } from './filtre-candidatures.tsx';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

const LONGEST_NAME = 80;

/** What one does with a list of requests: keep its filters, take it away. */
export function suitesDesCandidaturesPages(deps: InstructionDeps): readonly Page[] {
  const path = '/fonds/:organisation/candidatures';
  return [
    {
      path: `${path}/export.csv`,
      access: agentAccess,
      async GET(contexte) {
        const { agent } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCandidatures(agent);
        return {
          type: 'fichier',
          body: Readable.from(exportCandidatures(deps, agent, lireFiltre(contexte.query))),
          contentType: 'text/csv; charset=utf-8',
          disposition: contentDisposition('attachment', 'demandes.csv'),
        };
      },
    },
    { path: `${path}/vues`, access: agentAccess, POST: (contexte) => changeVues(deps, contexte) },
  ];
}

async function changeVues(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCandidatures(agent);
  const { form } = contexte;
  const base = `/fonds/${organisation.slug}/candidatures`;
  const requete = ecrireFiltre(lireFiltre(new URLSearchParams(form.get('requete')))).toString();
  const back = requete ? `${base}?${requete}` : base;
  const owner = { organisationId: organisation.id, personneId: agent.personneId };
  if (form.get('action') === 'oublier') {
    const id = form.get('vue');
    if (/^[0-9a-f-]{36}$/.test(id)) {
      await deps.db.transaction(porteeOf(agent), (tx) => deleteVue(tx, agent.personneId, id));
    }
    return redirect(back, { type: 'info', message: 'La vue choisie est oubliée.' });
  }
  const nom = form.get('nom').trim();
  const error =
    nom === '' ? 'Donnez un nom à cette vue.' : nom.length > LONGEST_NAME ? tropLong(LONGEST_NAME) : undefined;
  if (error === undefined) {
    const vue = { ...owner, id: newId<'Vue'>(deps.clock, deps.random), nom, requete, createdAt: deps.clock.now() };
    await deps.db.transaction(porteeOf(agent), (tx) => saveVue(tx, vue));
    return redirect(back, { type: 'succes', message: `La vue ${quote(nom)} est gardée.` });
  }
  const vues = await deps.db.read(porteeOf(agent), (tx) => listVues(tx, organisation.id, agent.personneId));
  return page(
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title="Mes vues"
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: back, label: 'Demandes' }]}
      invalid
    >
      <ErrorSummary errors={summaryErrors({ nom: error })} />
      <h1>Mes vues</h1>
      <VuesDeCandidatures
        base={base}
        jeton={contexte.chrome.jeton}
        requete={requete}
        vues={vues}
        nom={{ value: nom, error }}
      />
    </Site>,
    422,
  );
}
