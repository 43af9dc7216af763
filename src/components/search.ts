const input = document.querySelector<HTMLInputElement>("#observablehq-search input");
// @ts-expect-error Framework resolves this name when it builds the page
const load = () => import("observablehq:search");

input?.addEventListener("focus", load, {once: true});
input?.addEventListener("keydown", load, {once: true});

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.metaKey || event.altKey || event.ctrlKey || event.target !== document.body)
    return;
  const menu = document.querySelector<HTMLElement>("#site-menu");
  if (menu && getComputedStyle(menu).display === "none") menu.showPopover();
  input?.focus();
  event.preventDefault();
});
