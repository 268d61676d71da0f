import { ConnectButton, type ConnectButtonProps } from './connect-button.tsx';

type FranceConnectButtonProps = ConnectButtonProps & {
  /** FranceConnect+: where the service asks for a substantial or a high level of assurance. */
  readonly plus?: boolean | undefined;
};

/** Signing in as an usager. Shown first; an alternative must stand beside it. */
export function FranceConnectButton({ href, plus }: FranceConnectButtonProps) {
  const brand = plus ? 'FranceConnect+' : 'FranceConnect';
  return (
    <ConnectButton
      href={href}
      brand={brand}
      aboutHref={plus ? 'https://franceconnect.gouv.fr/france-connect-plus' : 'https://franceconnect.gouv.fr/'}
      sentence={`${brand} est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne.`}
    />
  );
}
