"use strict";
(() => {
  const root = document.documentElement;
  const find = (selector) => [...document.querySelectorAll(selector)];
  const store = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) {
      try {
        if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value);
      } catch { /* A browser may refuse; the choice then ends with the page. */ }
    },
  };
  root.classList.add("scripted");
  document.querySelector(".switches").hidden = false;

  // Light and dark: the button goes to the other scheme, and back to whatever the system wishes.
  const schemeSwitch = document.getElementById("scheme-switch");
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const wished = () => wish.matches ? "dark" : "light";
  const showScheme = () => {
    const chosen = store.get("scheme") ?? root.dataset.scheme;
    const scheme = chosen === "dark" || chosen === "light" ? chosen : wished();
    if (scheme === wished()) delete root.dataset.scheme; else root.dataset.scheme = scheme;
    schemeSwitch.textContent = scheme === "dark" ? "Light" : "Dark";
  };
  schemeSwitch.addEventListener("click", () => {
    const scheme = (root.dataset.scheme ?? wished()) === "dark" ? "light" : "dark";
    store.set("scheme", scheme === wished() ? null : scheme);
    root.dataset.scheme = scheme;
    showScheme();
  });
  wish.addEventListener("change", showScheme);
  showScheme();

  // Code: all cells at once; each has its own triangle besides.
  const cells = find("details.cell");
  const codeSwitch = document.getElementById("code-switch");
  const showCode = (isHidden) => {
    for (const cell of cells) cell.open = !isHidden;
    codeSwitch.setAttribute("aria-pressed", String(isHidden));
  };
  codeSwitch.addEventListener("click", () => {
    const isHidden = codeSwitch.getAttribute("aria-pressed") === "false";
    store.set("code", isHidden ? "hidden" : null);
    showCode(isHidden);
  });
  if (store.get("code") === "hidden") showCode(true);

  // Copy buttons.
  const copied = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(element);
      const isCopied = document.execCommand("copy");
      getSelection().removeAllRanges();
      return isCopied;
    }
  };
  for (const cell of cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      button.textContent = await copied(cell.querySelector("code")) ? "Copied" : "Not copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    cell.append(button);
  }

  // The contents: closed on a narrow screen until asked for, and the chapter in view marked.
  const menu = document.getElementById("menu");
  const wide = matchMedia("(min-width: 64em)");
  const showMenu = () => { menu.open = wide.matches; };
  wide.addEventListener("change", showMenu);
  showMenu();
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) menu.open = false;
  });
  const sections = find("main > section");
  const here = document.getElementById("here");
  const links = new Map(find("#menu > ol > li > a").map((link) => [link.hash.slice(1), link]));
  let marked = null;
  const mark = () => {
    const line = innerHeight / 3;
    const section = sections.findLast((section) => section.getBoundingClientRect().top <= line) ?? sections[0];
    const link = links.get(section.getAttribute("aria-labelledby"));
    if (!link || link === marked) return;
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    here.textContent = link.textContent;
    marked = link;
    const header = link.closest("header");
    if (wide.matches) header.scrollTop = link.offsetTop - header.clientHeight / 3;
  };
  let isWaiting = false;
  addEventListener("scroll", () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => { isWaiting = false; mark(); }, 50);
  }, { passive: true });
  mark();

  // Only what scrolls has to be reached by the keyboard.
  const scrolling = find(".scroll");
  const reach = () => {
    for (const box of scrolling) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reach);
  for (const cell of cells) cell.addEventListener("toggle", reach);
  reach();
})();
