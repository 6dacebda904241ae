// Comforts for readers with scripts; the page is whole without them.
(() => {
    "use strict";
    const root = document.documentElement;
    const contents = document.getElementById("contents");

    // A button for the theme: the system's choice, until the reader makes another.
    const remember = (theme) => {
        try { localStorage.setItem("theme", theme); } catch { /* Private windows and files may refuse. */ }
    };
    try {
        const theme = localStorage.getItem("theme");
        if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch { /* As above. */ }
    const isDark = () => root.dataset.theme
        ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    const name = () => { button.textContent = isDark() ? "Light page" : "Dark page"; };
    button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        remember(root.dataset.theme);
        name();
    });
    name();
    contents.append(button);

    // The contents show where the reader is: the last heading above the upper third of the window.
    const links = new Map();
    for (const link of contents.querySelectorAll("ol a")) links.set(link.hash.slice(1), link);
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    let current = null;
    const mark = () => {
        let here = null;
        for (const heading of headings) {
            if (heading.getBoundingClientRect().top > innerHeight / 3) break;
            here = links.get(heading.id);
        }
        if (here === current) return;
        current?.removeAttribute("aria-current");
        here?.setAttribute("aria-current", "true");
        current = here;
        const chapter = here?.closest("#contents > ol > li");
        for (const item of contents.querySelectorAll("#contents > ol > li")) {
            item.classList.toggle("here", item === chapter);
        }
        if (here && getComputedStyle(contents).position === "sticky") here.scrollIntoView({ block: "nearest" });
    };
    let waiting = false;
    addEventListener("scroll", () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();

    // What scrolls in a box of its own can be reached by the keyboard in every browser.
    for (const box of document.querySelectorAll(".scroll")) {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
})();
