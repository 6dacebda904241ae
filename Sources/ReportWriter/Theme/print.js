// Fits tables and formulas that are wider than the paper. Copies of them are measured before the page is laid out for
// print, in the page's own unit, which all sizes follow; print.css does what is found here. Without scripts words in tables
// are broken where they must be.
(() => {
    "use strict";
    // How many units are free on a page of A4, on one that is turned, and in the column of text: by print.css's margins.
    const page = 45.5, turned = 69, column = 33.5;
    // What a list, a quotation or a box takes of them.
    const inset = 2.6;
    // Type that is smaller than this part of the usual one is hard to read: then the page is turned. What would be smaller
    // still is broken within words.
    const legible = 0.6, smallest = 0.35;

    function fit() {
        const unit = parseFloat(getComputedStyle(document.documentElement).fontSize);
        const width = element => element.getBoundingClientRect().width / unit;
        const tables = [...document.querySelectorAll(".prose-table > table, figure.table table")];
        const formulas = [...document.querySelectorAll("main .katex-display")];
        const copies = [...tables, ...formulas].map(original => original.cloneNode(true));
        const stage = document.createElement("div");
        stage.className = "fitting";
        stage.append(...copies);
        document.documentElement.append(stage);

        // Everything is measured before anything changes, so that the copies are laid out once for each round.
        const formulaWidths = copies.slice(tables.length).map(copy =>
            // Lines break between a formula's bases, but not within one.
            Math.max(0, ...[...copy.querySelectorAll(".base")].map(width)));
        const tableWidths = tables.map((table, index) => width(copies[index]));
        const rooms = tables.map(table => room(table, page));
        const long = tables.map((table, index) => tableWidths[index] * legible <= rooms[index] ? []
            : cells(copies[index]).map(width).map(cell => cell > rooms[index] / 3));
        tables.forEach((table, index) => [table, copies[index]].forEach(of => breakWords(of, long[index])));
        const brokenWidths = tables.map((table, index) => long[index].includes(true) ? width(copies[index])
            : tableWidths[index]);
        stage.remove();

        formulas.forEach((formula, index) => shrink(formula, room(formula, column) / formulaWidths[index]));
        tables.forEach((table, index) => {
            let share = rooms[index] / brokenWidths[index];
            if (share < legible && rooms[index] === page) {
                table.closest("figure, .prose-table").classList.add("turned");
                share = turned / brokenWidths[index];
            }
            if (share < smallest) breakWords(table, cells(table).map(() => true));
            shrink(table, Math.max(share, smallest));
        });
    }

    // What is free for an element where it stands; boxes and lists keep to the column of text.
    function room(element, most) {
        let free = most;
        const outer = "li, blockquote, .callout, .exercise";
        for (let box = element.closest(outer); box; box = box.parentElement.closest(outer)) {
            free = Math.min(free, column) - inset;
        }
        return Math.max(free, inset);
    }

    function cells(table) { return [...table.rows].flatMap(row => [...row.cells]); }

    function breakWords(table, places) {
        const all = places.length ? cells(table) : [];
        places.forEach((isLong, index) => { if (isLong) all[index].classList.add("breakable"); });
    }

    function shrink(element, share) {
        if (share < 1) element.style.setProperty("--fit", Math.floor(share * 1000) / 1000);
    }

    // A page that nobody looks at is printed when it has been loaded, its fonts with it.
    if (document.documentElement.classList.contains("unseen")) addEventListener("load", fit);
    else addEventListener("beforeprint", fit, { once: true });
})();
