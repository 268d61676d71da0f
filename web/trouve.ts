/** What was found about a number leaves the page while another one is typed in its place. */
export function trouve(document: Document): void {
  for (const shown of document.querySelectorAll<HTMLElement>('[data-trouve]')) {
    const field = document.querySelector<HTMLInputElement>(
      `input[name="${CSS.escape(shown.dataset['trouve'] ?? '')}"]`,
    );
    if (!field) continue;
    const digits = () => field.value.replace(/\D/g, '');
    const known = digits();
    field.addEventListener('input', () => {
      shown.hidden = digits() !== known;
    });
  }
}
