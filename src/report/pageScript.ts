/** What a report does by itself: sorts its table by a click on a column's name, and copies commands. */
export const pageScript = `
for (const head of document.querySelectorAll('th[data-sort]')) {
  const sort = () => {
    const table = head.closest('table'), body = table.tBodies[0], column = head.cellIndex;
    const up = head.getAttribute('aria-sort') !== 'ascending';
    for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const compare = (a, b) => (a === '' ? 1 : b === '' ? -1 : isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b) * (up ? 1 : -1);
    body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b))));
  };
  head.addEventListener('click', sort);
  head.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); sort(); } });
}
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.addEventListener('click', async () => {
    const text = button.parentElement.querySelector('pre').textContent;
    try { await navigator.clipboard.writeText(text); button.textContent = 'copied'; }
    catch { getSelection().selectAllChildren(button.parentElement.querySelector('pre')); button.textContent = 'selected: press Ctrl-C'; }
  });
}`;
