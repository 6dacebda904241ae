// A book of several pages: what the other pages say, for the search and the previews, from a script that is loaded when
// it is first asked for. Pages on a disk cannot fetch one another. In a book of one page there is nothing to load.
(() => {
    "use strict";
    const source = document.currentScript.dataset.pages;
    if (!source) return;
    let loading = null;
    const load = () => new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = source;
        script.addEventListener("load", () => resolve(globalThis.bookText.map(([file, markup]) => ({
            file,
            isHere: new URL(file, document.baseURI).pathname === location.pathname,
            document: new DOMParser().parseFromString(markup, "text/html"),
        }))));
        script.addEventListener("error", () => reject(new Error(`${source} cannot be read`)));
        document.head.append(script);
    });
    globalThis.bookPages = () => loading ??= load();
})();
