/**
 * The look of the simulators' pages. Deliberately not the State's design system, so that nobody takes these pages
 * for the real ones. Kept as a string: the simulators have no build step and read no file but their keys.
 */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2433; --line: #8a90a0; --accent: #4b2e83; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
.notice { padding: .5rem 1rem; background: #fff3c4; border-bottom: 1px solid #b58900; }
.notice p { margin: 0; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
button { font: inherit; cursor: pointer; padding: .6rem 1rem; border: 2px solid var(--accent); border-radius: .4rem; color: var(--accent); background: #fff; }
button.primary { color: #fff; background: var(--accent); }
button.card { width: 100%; text-align: left; color: var(--ink); border: 1px solid var(--line); }
button.card strong { display: block; color: var(--accent); text-decoration: underline; }
button:hover, button.card:hover { background: #f2eefa; color: var(--ink); }
button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
input:not([type="checkbox"]), select { display: block; width: 100%; max-width: 28rem; font: inherit; padding: .5rem; border: 1px solid var(--line); border-radius: .3rem; }
label:not(.check) { display: block; font-weight: 600; }
.error { display: block; color: #a30000; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
a { color: var(--accent); }
code { font-family: ui-monospace, monospace; font-size: .9em; background: #f0f1f4; padding: 0 .25em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid #d5d8df; overflow-wrap: normal; }
`;
