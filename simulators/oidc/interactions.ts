import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { epochSeconds, type Now } from '../clock.ts';
import type { ProviderBehaviour } from '../control/behaviours.ts';
import type { Control } from '../control/control.ts';
import { html, page } from '../html.ts';
import { readBody, sendHtml } from '../http.ts';
import type { ClientRegistration, Definition, Erreurs, SignInRequest } from './definition.ts';
import { errorPage } from './error-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

interface Visit {
  readonly provider: Provider;
  readonly definition: Definition;
  readonly client: ClientRegistration;
  readonly control: Control;
  readonly now: Now;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The pages that people see: who they are, then what they agree to send. They work without JavaScript. */
export async function handleInteraction(visit: Visit): Promise<void> {
  const { provider, definition, control, request, response } = visit;
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch (error) {
    if (isSessionNotFound(error)) {
      return sendHtml(response, 400, errorPage(definition, { code: 'Y190001', detail: 'session expirée' }));
    }
    throw error;
  }
  if (request.method === 'POST') {
    return receive(visit, interaction, new URLSearchParams(await readBody(request)));
  }
  const failure = control.takeAny(definition.system, FAILURES);
  if (failure) {
    return finishWithError(visit, FAILURE_ANSWERS[failure.behaviour] ?? definition.renounced);
  }
  return interaction.prompt.name === 'login' ? askWho(visit, interaction) : askConsent(visit, interaction);
}

async function askWho(visit: Visit, interaction: Interaction): Promise<void> {
  const { definition, response } = visit;
  // Single sign-on: who is still known is not asked again, unless the service wants more than was proved.
  const known = interaction.session?.accountId;
  const acrUnmet = interaction.prompt.reasons.some((reason) => reason.startsWith('essential_acr'));
  if (known && !acrUnmet) {
    return signIn(visit, interaction, known);
  }
  sendHtml(response, 200, await peoplePage(definition, requestOf(visit, interaction)));
}

async function askConsent(visit: Visit, interaction: Interaction): Promise<void> {
  const { definition, response } = visit;
  const accountId = interaction.session?.accountId ?? '';
  const content = definition.consent(accountId, requestOf(visit, interaction));
  if (content === undefined) {
    return grant(visit, interaction, accountId);
  }
  const title = `Simulateur de ${definition.label}\u00a0: continuer sur le service`;
  const form = html`<form method="post">
${content}
<div class="actions">
<button type="submit" class="primary" name="action" value="continuer">Continuer</button>
<button type="submit" name="action" value="annuler">Annuler</button>
<button type="submit" name="action" value="changer">Choisir une autre personne</button>
</div>
</form>`;
  sendHtml(response, 200, page(title, form));
}

async function receive(visit: Visit, interaction: Interaction, fields: URLSearchParams): Promise<void> {
  const { definition, response } = visit;
  const chosen = fields.get('personne');
  if (chosen) {
    return signIn(visit, interaction, chosen);
  }
  switch (fields.get('action')) {
    case 'continuer':
      return grant(visit, interaction, interaction.session?.accountId ?? '');
    case 'autre':
      return receiveAutre(visit, interaction, fields);
    case 'annuler':
      return finishWithError(visit, definition.renounced);
    default:
      return sendHtml(response, 200, await peoplePage(definition, requestOf(visit, interaction)));
  }
}

/** Whoever is not in the list: refused, the page shows what was typed and why. */
async function receiveAutre(visit: Visit, interaction: Interaction, typed: URLSearchParams): Promise<void> {
  const { definition, response } = visit;
  const read = await definition.autre?.read(typed);
  if (read && 'accountId' in read) {
    return signIn(visit, interaction, read.accountId);
  }
  const document = await peoplePage(definition, requestOf(visit, interaction), { typed, erreurs: read?.erreurs ?? {} });
  sendHtml(response, 422, document);
}

async function signIn(visit: Visit, interaction: Interaction, accountId: string): Promise<void> {
  const { provider, definition, request, response, now } = visit;
  const result = definition.signIn(accountId, requestOf(visit, interaction));
  if (result === undefined) {
    return sendHtml(response, 400, errorPage(definition, { code: 'Y000004', detail: 'personne inconnue' }));
  }
  if ('error' in result) {
    return finishWithError(visit, result);
  }
  if (interaction.session && interaction.session.accountId !== accountId) {
    // Somebody else was signed in on this browser. Their session ends here; the library would do it with a script.
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    interaction.session = undefined;
    await interaction.save(interaction.exp - epochSeconds(now));
  }
  await provider.interactionFinished(request, response, { ...result }, { mergeWithLastSubmission: false });
}

async function grant(visit: Visit, interaction: Interaction, accountId: string): Promise<void> {
  const { provider, client, request, response } = visit;
  const consent = new provider.Grant({ accountId, clientId: client.clientId });
  consent.addOIDCScope(String(interaction.params['scope'] ?? ''));
  const { missingOIDCClaims } = interaction.prompt.details;
  if (Array.isArray(missingOIDCClaims)) {
    consent.addOIDCClaims(missingOIDCClaims.map(String));
  }
  await provider.interactionFinished(request, response, { consent: { grantId: await consent.save() } });
}

async function finishWithError(
  { provider, request, response }: Visit,
  error: { error: string; error_description: string },
): Promise<void> {
  await provider.interactionFinished(request, response, { ...error }, { mergeWithLastSubmission: false });
}

async function peoplePage(
  definition: Definition,
  request: SignInRequest,
  refused?: { readonly typed: URLSearchParams; readonly erreurs: Erreurs },
): Promise<string> {
  const { autre } = definition;
  return page(
    `Simulateur de ${definition.label}\u00a0: choisir une personne`,
    html`<p>Le service «\u00a0${request.clientName}\u00a0» vous demande de vous identifier. Qui êtes-vous\u00a0?</p>
${autre && html`<p><a href="#autre">Quelqu’un qui n’est pas dans cette liste</a></p>`}
<form method="post">
${definition.people(request)}
<div class="actions"><button type="submit" name="action" value="annuler">Annuler et revenir au service</button></div>
</form>
${
  autre &&
  html`<form method="post" novalidate>
${await autre.form(request, refused?.typed, refused?.erreurs)}
</form>`
}`,
  );
}

function requestOf({ client, definition }: Visit, interaction: Interaction): SignInRequest {
  const granted = new Set(client.scopes ?? definition.defaultScopes);
  const asked = String(interaction.params['scope'] ?? '').split(' ');
  return {
    params: interaction.params,
    clientName: client.name ?? 'Parvis',
    scopes: asked.filter((scope) => granted.has(scope)),
  };
}

function isSessionNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'SessionNotFound';
}

const TECHNICAL = 'authentication aborted due to a technical error on the authorization server';

const FAILURES: readonly ProviderBehaviour[] = ['access_denied', 'server_error', 'temporarily_unavailable'];

const FAILURE_ANSWERS: Record<string, { error: string; error_description: string }> = {
  server_error: { error: 'server_error', error_description: TECHNICAL },
  temporarily_unavailable: { error: 'temporarily_unavailable', error_description: TECHNICAL },
};
