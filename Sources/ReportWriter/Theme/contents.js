// The contents show where the reader is: the last heading above the upper third of the window.
(() => {
    "use strict";
    const contents = document.getElementById("contents");
    const links = new Map();
    for (const link of contents.querySelectorAll("ol a")) links.set(link.hash.slice(1), link);
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    let current = null;
    const mark = () => {
        let here = null;
        for (const heading of headings) {
            if (!heading.checkVisibility()) continue;
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
})();
