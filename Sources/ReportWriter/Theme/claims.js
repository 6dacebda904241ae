// The board of claims shows those with a certain verdict, or of a certain chapter.
(() => {
    "use strict";
    const board = document.getElementById("claims");
    if (!board) return;
    const verdicts = [
        ["All", () => true], ["Hold", (is) => is("holds")], ["Fail", (is) => is("fails")],
        ["Not tested", (is) => is("untestable") || is("missing")],
    ];
    const lines = [...board.querySelectorAll("tbody tr")].map((row) => {
        const classes = row.querySelector(".badge").classList;
        const chapter = row.querySelector(".number").textContent.split(".")[0];
        return { row, chapter, is: (name) => classes.contains(name) };
    });
    const state = { verdict: 0, chapter: "" };

    const bar = document.createElement("div");
    bar.className = "filters";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Show claims");
    const buttons = verdicts.map(([name], index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.addEventListener("click", () => { state.verdict = index; update(); });
        bar.append(button);
        return { button, name };
    });
    const chapters = [...new Set(lines.map((line) => line.chapter))];
    if (chapters.length > 1) {
        const menu = document.createElement("select");
        menu.setAttribute("aria-label", "Chapter");
        menu.append(new Option("in all chapters", ""));
        for (const chapter of chapters) {
            const count = lines.filter((line) => line.chapter === chapter).length;
            menu.append(new Option(`in chapter ${chapter} (${count})`, chapter));
        }
        menu.addEventListener("change", () => { state.chapter = menu.value; update(); });
        bar.append(menu);
    }

    // Rows are hidden from the screen alone: print has all of them.
    const update = () => {
        const here = lines.filter((line) => !state.chapter || line.chapter === state.chapter);
        buttons.forEach(({ button, name }, index) => {
            button.textContent = `${name} ${here.filter((line) => verdicts[index][1](line.is)).length}`;
            button.setAttribute("aria-pressed", String(index === state.verdict));
        });
        for (const line of lines) line.row.hidden = !(here.includes(line) && verdicts[state.verdict][1](line.is));
    };
    update();
    board.querySelector(".summary").after(bar);
})();
