/** Where the style sheets and scripts of a page would be. */
export const ASSETS_D_ESSAI = {
  cssHref: '/assets/parvis-1.css',
  wideHref: '/assets/wide-1.css',
  dossierHref: '/assets/dossier-1.css',
  jsHref: '/assets/page-1.js',
  fontHref: '/assets/police-1.woff2',
};

/** What surrounds any page, for a test that renders one by itself: the principal and the address are the test's. */
export const CHROME_D_ESSAI = { ...ASSETS_D_ESSAI, nonce: 'n', jeton: 'j', jetonEnToutNom: 'j' };
