// What a reference leads to is shown beside it, on hover and on focus.
(() => {
    "use strict";
    const kinds = "a.reference, .mark a";
    const patience = 250;
    let timer = 0;
    let waiting = null;
    let card = null;
    let shown = null;

    // Copies have no ids and no controls; what they refer to stands in the originals still. Drawings of other pages
    // keep theirs, which are theirs alone in the whole book.
    const copied = (element) => {
        const copy = document.importNode(element, true);
        const kept = element.ownerDocument === document ? "" : ":not(svg *)";
        const controls = ".tools, .back, .anchor, .margin-note, details, button, input, audio";
        for (const control of copy.querySelectorAll(controls)) control.remove();
        for (const part of [copy, ...copy.querySelectorAll(`[id]${kept}`)]) part.removeAttribute("id");
        for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
        for (const box of copy.querySelectorAll("[tabindex]")) box.removeAttribute("tabindex");
        return copy;
    };

    // A section is shown by its heading and its first paragraph, all else by itself.
    const content = (target) => {
        if (!/^H[1-6]$/.test(target.tagName)) return [copied(target)];
        let next = target.nextElementSibling;
        while (next?.matches(".margin-note")) next = next.nextElementSibling;
        return next?.tagName === "P" ? [copied(target), copied(next)] : [copied(target)];
    };

    const calm = () => {
        clearTimeout(timer);
        waiting = null;
    };
    const later = (action) => {
        calm();
        waiting = action;
        timer = setTimeout(() => { waiting = null; action(); }, patience);
    };
    const hide = () => {
        calm();
        card?.remove();
        card = shown = null;
    };

    // What a link leads to, on this page or on another one of the book.
    const find = async (link) => {
        const id = decodeURIComponent(link.hash.slice(1));
        if (link.pathname === location.pathname) return document.getElementById(id);
        const pages = await globalThis.bookPages?.().catch(() => []) ?? [];
        const isThere = (page) => new URL(page.file, document.baseURI).pathname === link.pathname;
        return pages.find(isThere)?.document.getElementById(id);
    };

    const show = async (link) => {
        hide();
        shown = link;
        const target = await find(link);
        // The reader may have gone on meanwhile.
        if (shown !== link) return;
        if (!target) { shown = null; return; }
        card = document.createElement("div");
        card.className = "preview";
        // Readers of the page aloud follow the link instead.
        card.setAttribute("aria-hidden", "true");
        card.append(...content(target));
        document.body.append(card);
        // Above or beneath the link's line, wherever there is room, and never over it.
        const line = link.getClientRects()[0];
        const gap = 8;
        const below = innerHeight - line.bottom - 2 * gap;
        const above = line.top - 2 * gap;
        const isBelow = card.offsetHeight <= below || below >= above;
        card.style.maxHeight = `${Math.max(0, isBelow ? below : above)}px`;
        card.style.top = `${isBelow ? line.bottom + gap : line.top - gap - card.offsetHeight}px`;
        const room = document.documentElement.clientWidth - card.offsetWidth - gap;
        card.style.left = `${Math.max(gap, Math.min(line.left, room))}px`;
    };

    addEventListener("pointerover", (event) => {
        if (event.pointerType === "touch") return;
        const link = event.target.closest(kinds);
        if (link && link !== shown) later(() => show(link));
        else if (link || card?.contains(event.target)) calm();
        else if (card && shown !== document.activeElement) later(hide);
        else if (!card) calm();
    });
    addEventListener("focusin", (event) => {
        const link = event.target.closest(kinds);
        if (link?.matches(":focus-visible")) later(() => show(link));
        else hide();
    });
    addEventListener("focusout", hide);
    addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    // A link that is focused may have to be scrolled to first.
    addEventListener("scroll", () => {
        if (card) hide();
        else if (waiting) later(waiting);
    }, { passive: true });
    addEventListener("click", (event) => { if (!card?.contains(event.target)) hide(); });
})();
