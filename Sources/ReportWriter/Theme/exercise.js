// Solutions are folded beneath their exercises; without scripts, and in print, they stand at the end of the book.
(() => {
    "use strict";
    const folds = [];
    for (const link of document.querySelectorAll(".to-solution a")) {
        const solution = document.getElementById(link.hash.slice(1));
        // In a book of several pages it may stand in another one.
        if (!solution) continue;
        const fold = document.createElement("details");
        fold.className = "solution-fold";
        fold.append(Object.assign(document.createElement("summary"), { textContent: link.textContent }));
        link.parentElement.after(fold);
        folds.push({ fold, solution, place: solution.parentElement });
    }
    if (folds.length === 0) return;
    const foldAll = () => { for (const { fold, solution } of folds) fold.append(solution); };
    const putBack = () => { for (const { solution, place } of folds) place.append(solution); };
    document.documentElement.classList.add("has-folded-solutions");
    foldAll();
    // A link may lead into a solution.
    const reveal = () => {
        const target = document.querySelector(".solution-fold :target");
        if (!target) return;
        target.closest(".solution-fold").open = true;
        target.scrollIntoView();
    };
    reveal();
    addEventListener("hashchange", reveal);
    addEventListener("beforeprint", putBack);
    addEventListener("afterprint", foldAll);
})();
