// Menus are <details class="menu">: one is open at a time; arrows move in it, Escape and a click elsewhere close it.

const ITEM = ".menu-item, .menu-entry";
const summaryOf = (menu) => menu.querySelector(":scope > summary");
const itemsOf = (menu) => [...menu.querySelectorAll(`:is(${ITEM}):not(:disabled)`)];
const isVisible = (element) => element.getClientRects().length > 0;

/** Closes the open menus that do not hold this element. */
export function closeMenus(except = null) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

/** What opens stays within the window, and within the conversation that it scrolls with. */
function fit(menu) {
  const body = summaryOf(menu).nextElementSibling;
  menu.classList.remove("menu-up", "menu-end");
  const edge = menu.closest(".messages, .home, dialog")?.getBoundingClientRect();
  const [right, bottom] = [Math.min(edge?.right ?? innerWidth, innerWidth), Math.min(edge?.bottom ?? innerHeight, innerHeight)];
  const box = body.getBoundingClientRect();
  menu.classList.toggle("menu-end", box.right > right - 4);
  const roomAbove = menu.getBoundingClientRect().top - (edge?.top ?? 0);
  menu.classList.toggle("menu-up", box.bottom > bottom - 4 && roomAbove > box.height);
  body.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function onToggle(event) {
  const menu = event.target;
  if (!menu.matches("details.menu") || !menu.open) return;
  closeMenus(menu);
  fit(menu);
}

function onClick(event) {
  closeMenus(event.target);
  const menu = event.target.closest(ITEM)?.closest("details.menu");
  if (!menu || menu.querySelector("dialog[open]")) return; // The question is asked within the menu.
  menu.open = false;
  if (!document.querySelector("dialog.confirm[open]")) summaryOf(menu).focus();
}

function onEscape(event) {
  const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu || document.querySelector("dialog.confirm[open]")) return;
  event.preventDefault();
  menu.open = false;
  summaryOf(menu).focus();
}

function onArrow(event) {
  const menu = event.target.closest?.("details.menu");
  const isOurs = event.target.closest?.(ITEM) || (menu && event.target === summaryOf(menu));
  if (!isOurs || !itemsOf(menu).length) return;
  event.preventDefault();
  menu.open = true;
  const items = itemsOf(menu).filter(isVisible);
  const here = items.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1, Home: 0, End: -1 }[event.key];
  items.at(next % items.length)?.focus();
}

document.addEventListener("toggle", onToggle, true);
document.addEventListener("click", onClick);
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  if (event.key === "Escape") onEscape(event);
  else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) onArrow(event);
});
