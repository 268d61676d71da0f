import type { FastifyRequest } from 'fastify';
import { Site } from './modules/comptes/index.ts';
import { Alert, ButtonLink } from './platform/html/index.ts';
import type { Probleme } from './platform/http/errors.ts';
import type { SiteAssets } from './platform/http/page.ts';

export type ErrorPageProps = {
  readonly probleme: Probleme;
  readonly request: FastifyRequest;
  readonly assets: SiteAssets;
};

/** The one page for everything that is refused or breaks. It needs nothing that could be broken too. */
export function ErrorPage({ probleme, request, assets }: ErrorPageProps) {
  const chrome = {
    ...assets,
    nonce: request.nonce,
    jeton: '',
    jetonEnToutNom: '',
    principal: { type: 'anonyme' as const },
    url: '/',
  };
  return (
    <Site chrome={chrome} title={probleme.titre}>
      <h1>{probleme.titre}</h1>
      {probleme.status >= 500 ? <Alert ton="erreur">{probleme.detail}</Alert> : <p>{probleme.detail}</p>}
      <p>
        <ButtonLink href="/" kind="secondaire">
          Revenir à l’accueil
        </ButtonLink>
      </p>
      {probleme.anomalie && (
        <p class="muted">
          Si le problème continue, donnez ce numéro à l’assistance&nbsp;: <code>{request.id}</code>
        </p>
      )}
    </Site>
  );
}
