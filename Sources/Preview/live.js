// Asks the preview's server for changes, loads the page anew where the reader is, and shows what is wrong over it.
(() => {
    "use strict";
    const page = document.currentScript.dataset.page;
    const store = "w2vbook-preview";

    // The place: the last heading or figure that begins above the window's top, and how far above.
    const anchors = () => [...document.querySelectorAll("main [id], header [id], section [id]")]
        .filter(element => element.getClientRects().length > 0);
    const top = element => element.getBoundingClientRect().top;
    function place() {
        let best = null;
        for (const element of anchors()) {
            const distance = top(element);
            if (distance <= 1 && (best === null || distance >= best.distance)) best = {id: element.id, distance};
        }
        return {...best, y: scrollY};
    }

    // What is unfolded, by what it is called and where it stands.
    function folds() {
        const seen = new Map();
        return [...document.querySelectorAll("details")].map(element => {
            const owner = element.closest("[id]");
            const name = (owner ? owner.id : "") + "\n" + (element.querySelector("summary")?.textContent ?? "");
            const count = seen.get(name) ?? 0;
            seen.set(name, count + 1);
            return {element, name: name + "\n" + count};
        });
    }

    function keep() {
        const open = folds().filter(fold => fold.element.open).map(fold => fold.name);
        sessionStorage.setItem(store, JSON.stringify({place: place(), open}));
    }

    function restore() {
        const kind = performance.getEntriesByType("navigation")[0]?.type;
        const kept = sessionStorage.getItem(store);
        if (kept === null || kind === "navigate") return;
        const {place, open} = JSON.parse(kept);
        const names = new Set(open);
        for (const fold of folds()) if (names.has(fold.name)) fold.element.open = true;
        const scroll = () => {
            const anchor = place.id ? document.getElementById(place.id) : null;
            const y = anchor ? scrollY + top(anchor) - place.distance : place.y;
            scrollTo({top: y, behavior: "instant"});
        };
        scroll();
        // Fonts, and a fragment of the address, may move the page once more, unless the reader has moved it already.
        let moved = false;
        for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) {
            addEventListener(event, () => { moved = true; }, {once: true, passive: true});
        }
        const again = () => { if (!moved) scroll(); };
        addEventListener("load", () => setTimeout(again), {once: true});
        document.fonts.ready.then(again);
    }

    history.scrollRestoration = "manual";
    addEventListener("pagehide", keep);
    let leaving = false;
    addEventListener("beforeunload", () => { leaving = true; });
    restore();

    // What is wrong stands in a tree of its own, out of reach of the book's style sheets.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        :host { all: initial; }
        section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647;
            padding: 0.8rem 1.2rem; box-sizing: border-box; background: #2b1214; color: #fff;
            border-top: 4px solid #e5484d; font: 15px/1.45 system-ui, sans-serif; }
        article + article { margin-top: 1rem; border-top: 1px solid #6b3a3d; padding-top: 1rem; }
        p { margin: 0.2rem 0; white-space: pre-line; }
        .place, pre { font-family: ui-monospace, monospace; }
        .place { color: #ffb3b5; }
        .summary { font-weight: 600; }
        pre { margin: 0.4rem 0; padding: 0.5rem; background: #1a0a0b; overflow-x: auto; }
        @media print { section { display: none; } }`);
    let host = null;
    const clear = () => { host?.remove(); host = null; };
    function line(kind, name, text) {
        const element = document.createElement(kind);
        element.className = name;
        element.textContent = text;
        return element;
    }
    function show(problems) {
        clear();
        if (problems.length === 0) return;
        host = document.createElement("div");
        host.id = "preview-problems";
        const root = host.attachShadow({mode: "open"});
        root.adoptedStyleSheets = [sheet];
        const box = document.createElement("section");
        box.setAttribute("role", "alert");
        box.tabIndex = 0;
        for (const problem of problems) {
            const article = document.createElement("article");
            if (problem.place) article.append(line("p", "place", problem.place));
            article.append(line("p", "summary", `${problem.severity}: ${problem.summary}`));
            if (problem.sourceLine) {
                const lead = [...problem.sourceLine].slice(0, problem.lead).join("").replace(/[^\t]/gu, " ");
                article.append(line("pre", "source", `${problem.sourceLine}\n${lead}^`));
            }
            for (const name of ["explanation", "remedy"]) {
                if (problem[name]) article.append(line("p", name, problem[name]));
            }
            box.append(article);
        }
        root.append(box);
        document.body.append(host);
    }

    const pause = time => new Promise(resolve => { setTimeout(resolve, time); });
    async function follow() {
        let state = "";
        for (;;) {
            try {
                const answer = await fetch(`/changes?after=${state}`);
                if (!answer.ok) throw new Error(`${answer.status}`);
                const news = await answer.json();
                if (news.page !== page) { location.reload(); return; }
                if (news.state !== state) show(news.problems);
                state = news.state;
            } catch {
                if (leaving) return;
                state = "";
                show([{severity: "note", summary: "the preview has ended", lead: 0,
                    remedy: "Start it again with w2vbook serve; this page then goes on by itself."}]);
                await pause(1000);
            }
        }
    }
    follow();
})();
