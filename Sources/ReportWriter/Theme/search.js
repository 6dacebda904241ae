// A search in the text of the page, or of all pages of a book that is split; what is searched is read when it is first
// needed.
(() => {
    "use strict";
    const most = 40;

    // Text without accents and capitals, of the same length, so that places in it are places in the text.
    const folded = (text) => text.replace(/[^\x00-\x7f]/g, (unit) => {
        const plain = unit.normalize("NFD")[0].toLowerCase();
        return plain.length === 1 ? plain : unit;
    }).toLowerCase();

    // Formulas count once, as their MathML; notes are entries of their own.
    const left = ".katex-html, annotation, .mark, .tools, svg, .margin-note";
    const text = (element) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
            node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
                : node.matches(left) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
        let found = "";
        while (walker.nextNode()) found += walker.currentNode.data;
        return found.replace(/\s+/g, " ").trim();
    };
    const parts = "h2, h3, h4, h5, h6, p, li:not(:has(p, li)), figcaption, "
        + "figure.table tr, .prose-table tr, span.margin-note";
    const labels = ".kicker, p.margin-note, .backs, .callout-name";
    let entries = null;
    const read = (page, file) => {
        let chapter = "";
        let section = "";
        const entries = [];
        for (const element of page.querySelectorAll("main :is(" + parts + ")")) {
            if (element.closest("details, .solutions") || element.matches(labels)) continue;
            const words = element.tagName === "TR" ? [...element.cells].map(text).join(" · ") : text(element);
            if (!words) continue;
            if (element.tagName === "H2") {
                const number = element.closest(".chapter")?.querySelector(".kicker")?.textContent.split(" ").pop();
                chapter = number ? `${number} ${words}` : words;
                section = "";
            }
            const place = [chapter, element.tagName === "H3" ? "" : section].filter(Boolean).join(" › ");
            if (element.tagName === "H3") section = words;
            const weight = /^H/.test(element.tagName) ? 4 : element.matches("figcaption, .statement") ? 2 : 1;
            entries.push({ element, file, index: entries.length, text: words, folded: folded(words), weight, place });
        }
        return entries;
    };

    // All words must occur; those at the beginning of a word count more.
    const find = (query) => {
        const words = folded(query).split(/\s+/).filter(Boolean);
        if (!words.length) return { words, found: [] };
        const found = entries.filter((entry) => words.every((word) => entry.folded.includes(word)));
        const score = (entry) => entry.weight
            + words.filter((word) => ` ${entry.folded}`.includes(` ${word}`)).length / words.length;
        const scored = found.map((entry) => ({ ...entry, score: score(entry) }));
        return { words, found: scored.sort((one, other) => other.score - one.score) };
    };

    const excerpt = (entry, words) => {
        const first = Math.min(...words.map((word) => entry.folded.indexOf(word)));
        const start = first < 60 ? 0 : entry.text.indexOf(" ", first - 50) + 1;
        const end = entry.text.length < start + 170 ? entry.text.length : entry.text.lastIndexOf(" ", start + 160);
        const line = document.createElement("span");
        line.className = "excerpt";
        if (start) line.append("… ");
        let at = start;
        while (at < end) {
            const next = words.map((word) => [entry.folded.indexOf(word, at), word.length])
                .filter(([place]) => place >= 0 && place < end).sort(([a, m], [b, n]) => a - b || n - m)[0];
            line.append(entry.text.slice(at, next ? next[0] : end));
            if (!next) break;
            const mark = document.createElement("mark");
            at = next[0] + next[1];
            mark.textContent = entry.text.slice(next[0], at);
            line.append(mark);
        }
        if (end < entry.text.length) line.append(" …");
        return line;
    };

    const dialog = document.createElement("dialog");
    dialog.className = "search";
    dialog.setAttribute("aria-label", "Search");
    dialog.innerHTML = `
        <input type="search" role="combobox" aria-label="Search this page" aria-expanded="false"
            aria-controls="search:results" aria-autocomplete="list" autocomplete="off" spellcheck="false">
        <p role="status"></p>
        <ul role="listbox" id="search:results" aria-label="Results"></ul>`;
    const [field, status, list] = dialog.children;
    if (globalThis.bookPages) field.setAttribute("aria-label", "Search the book");
    field.placeholder = field.getAttribute("aria-label");
    document.body.append(dialog);
    let current = -1;
    let results = [];
    // What was not searched, in words.
    let fault = "";

    const select = (index) => {
        list.children[current]?.removeAttribute("aria-selected");
        current = index;
        const option = list.children[current];
        option?.setAttribute("aria-selected", "true");
        option?.scrollIntoView({ block: "nearest" });
        if (option) field.setAttribute("aria-activedescendant", option.id);
        else field.removeAttribute("aria-activedescendant");
    };
    const update = () => {
        const { words, found } = find(field.value);
        results = found.slice(0, most);
        list.replaceChildren(...results.map((entry, index) => {
            const option = document.createElement("li");
            option.id = `search:${index}`;
            option.setAttribute("role", "option");
            const place = document.createElement("span");
            place.className = "place";
            place.textContent = entry.place;
            option.append(place, excerpt(entry, words));
            option.addEventListener("click", () => go(index));
            return option;
        }));
        status.textContent = !words.length ? "" : found.length > most ? `The first ${most} of ${found.length} places`
            : found.length === 1 ? "1 place" : found.length ? `${found.length} places` : "Nothing was found.";
        if (words.length && fault) status.textContent += ` ${fault}`;
        field.setAttribute("aria-expanded", String(results.length > 0));
        current = -1;
        select(results.length ? 0 : -1);
    };
    const go = (index) => {
        dialog.close();
        const { element, file, index: place } = results[index];
        if (file) location.href = `${file}#found:${place}`;
        else show(element);
    };
    const show = (target) => {
        const isReachable = target.tabIndex >= 0;
        if (!isReachable) target.tabIndex = -1;
        target.scrollIntoView({ block: "center", behavior: "instant" });
        target.focus({ preventScroll: true });
        target.classList.add("found");
        target.addEventListener("blur", () => {
            target.classList.remove("found");
            if (!isReachable) target.removeAttribute("tabindex");
        }, { once: true });
    };
    // The other pages come later than the reader's first letters, perhaps, and in the order of the book.
    const readAll = async () => {
        const here = entries = read(document);
        try {
            const pages = await globalThis.bookPages?.();
            if (pages) entries = pages.flatMap((page) => page.isHere ? here : read(page.document, page.file));
        } catch {
            fault = "The other pages could not be searched.";
        }
        if (field.value) update();
    };
    const open = () => {
        if (!entries) readAll();
        dialog.showModal();
        field.select();
    };
    // Another page's search leads to a place that has no name by its number.
    const arrived = /^#found:(\d+)$/.exec(location.hash);
    if (arrived) {
        history.replaceState(null, "", location.href.split("#")[0]);
        const place = read(document)[Number(arrived[1])];
        if (place) show(place.element);
    }

    field.addEventListener("input", update);
    field.addEventListener("keydown", (event) => {
        const last = results.length - 1;
        if (event.key === "ArrowDown") select(current < last ? current + 1 : 0);
        else if (event.key === "ArrowUp") select(current > 0 ? current - 1 : last);
        else if (event.key === "Enter" && current >= 0) go(current);
        else return;
        event.preventDefault();
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

    const button = document.createElement("button");
    button.type = "button";
    button.className = "search-button";
    button.setAttribute("aria-keyshortcuts", "/");
    button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5"/>
        <path d="M10.5 10.5L14 14"/></svg><span>Search</span><kbd aria-hidden="true">/</kbd>`;
    button.addEventListener("click", open);
    document.querySelector("#contents .book-title").after(button);
    addEventListener("keydown", (event) => {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
        if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
        if (document.querySelector("dialog[open]")) return;
        event.preventDefault();
        open();
    });
})();
