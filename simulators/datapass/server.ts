import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Now } from '../clock.ts';
import type { Control } from '../control/control.ts';
import { type Html, html, page } from '../html.ts';
import { readBody, redirect, sendHtml, sendJson } from '../http.ts';
import { notificationOf, signatureOf } from './notification.ts';
import type { DemandeSuivie, EtatDemande, RegistreDataPass } from './registre.ts';

interface DataPassOptions {
  readonly registre: RegistreDataPass;
  readonly control: Control;
  readonly now: Now;
  readonly target: { readonly url: string; readonly secret: string } | undefined;
}

export const DATAPASS_PATH = '/datapass';

/** The page that lists the requests, and sends what the real DataPass would when one changes. */
export function createDataPass({ registre, control, now, target }: DataPassOptions) {
  const sent: string[] = [];

  async function notify(evenement: string, suivie: DemandeSuivie): Promise<void> {
    if (target === undefined) {
      sent.unshift(`${evenement}\u00a0: personne à prévenir`);
      return;
    }
    const late = control.take('datapass', 'out_of_order');
    const body = notificationOf(evenement, suivie, late ? () => now() - 86_400_000 : now);
    const times = control.take('datapass', 'replay') ? 2 : 1;
    const signature = control.take('datapass', 'no_signature')
      ? undefined
      : signatureOf(body, control.take('datapass', 'bad_signature') ? 'un autre secret' : target.secret);
    for (let time = 0; time < times; time += 1) {
      sent.unshift(`${evenement} (${suivie.demande.id})\u00a0: ${await post(target.url, body, signature)}`);
    }
    sent.splice(20);
  }

  return {
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      if (request.method === 'GET') {
        return sendHtml(response, 200, listPage(registre.list(), sent));
      }
      if (request.method !== 'POST' || comesFromAnotherSite(request)) {
        return sendJson(response, 403, { error: 'the page of the simulator only' });
      }
      const [evenement = '', id = ''] = (new URLSearchParams(await readBody(request)).get('ordre') ?? '').split('/');
      const effect = Object.hasOwn(EVENEMENTS, evenement) ? EVENEMENTS[evenement] : undefined;
      const before = registre.find(Number(id));
      const suivie =
        effect && before && registre.change(Number(id), effect.etat, effect.habilitation ?? before.habilitation);
      if (!suivie) {
        return sendJson(response, 400, { error: 'expected ordre=<event>/<id>' });
      }
      await notify(evenement, suivie);
      redirect(response, DATAPASS_PATH);
    },
  };
}

interface Effect {
  readonly etat: EtatDemande;
  readonly habilitation?: DemandeSuivie['habilitation'];
}

const EVENEMENTS: Readonly<Record<string, Effect>> = {
  submit: { etat: 'submitted' },
  request_changes: { etat: 'changes_requested' },
  approve: { etat: 'validated', habilitation: 'active' },
  refuse: { etat: 'refused' },
  reopen: { etat: 'draft' },
  cancel_reopening: { etat: 'validated' },
  archive: { etat: 'archived', habilitation: 'revoked' },
  revoke: { etat: 'revoked', habilitation: 'revoked' },
};

async function post(url: string, body: string, signature: string | undefined): Promise<string> {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-app-environment': 'sandbox',
        ...(signature && { 'x-hub-signature-256': signature }),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    return `réponse ${status}`;
  } catch {
    return 'aucune réponse';
  }
}

function listPage(suivies: readonly DemandeSuivie[], sent: readonly string[]): string {
  return page(
    'Simulateur de DataPass',
    html`<p>Chaque bouton change une demande et notifie Parvis, avec une signature. Au prochain démarrage, toutes sont
de nouveau validées ici.</p>
${suivies.map(card)}
<h2>Ce qui a été notifié</h2>
${
  sent.length === 0
    ? html`<p>Rien encore.</p>`
    : html`<ul>
${sent.map((line) => html`<li>${line}</li>`)}
</ul>`
}
<p><a href="/">Tous les simulateurs</a></p>`,
  );
}

function card({ demande, etat, habilitation }: DemandeSuivie): Html {
  return html`<h2>Demande ${demande.id}\u00a0: ${demande.intitule}</h2>
<dl>
<dt>Organisation</dt><dd>${demande.organisation} (${demande.siret})</dd>
<dt>Fournisseur</dt><dd><code>${demande.definition}</code></dd>
<dt>Scopes</dt><dd><code>${demande.scopes.join(', ')}</code></dd>
<dt>État</dt><dd><code>${etat}</code>, habilitation <code>${habilitation}</code></dd>
</dl>
<form method="post" action="${DATAPASS_PATH}">
<div class="actions">
${Object.keys(EVENEMENTS).map((evenement) => html`<button type="submit" name="ordre" value="${evenement}/${demande.id}">${evenement}</button>`)}
</div>
</form>`;
}

/** A page on the Internet could otherwise revoke through the visitor's own browser. */
function comesFromAnotherSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
