/** Adds a « Copier » button to each code that can be copied. */
export function copyButtons(document: Document): void {
  if (!navigator.clipboard) return;
  for (const code of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-discret';
    button.textContent = 'Copier';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.dataset['copy'] ?? '');
      button.textContent = 'Copié';
    });
    code.after(button);
  }
}
