/** Menus are <details>: they open by themselves; here they also close on Escape and on a click elsewhere. */
export function closeMenus() {
  const menus = [...document.querySelectorAll('details[data-s-menu]')];
  document.addEventListener('click', (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
}
