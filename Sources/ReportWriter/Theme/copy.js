// Code can be copied by a button.
(() => {
    "use strict";
    // Where the clipboard is closed to the page, the browser's own command copies a selection.
    const copy = async (code) => {
        try {
            await navigator.clipboard.writeText(code.textContent);
            return true;
        } catch {
            getSelection().selectAllChildren(code);
            const isCopied = document.execCommand("copy");
            if (isCopied) getSelection().removeAllRanges();
            return isCopied;
        }
    };
    for (const code of document.querySelectorAll("main pre > code")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = "Copy";
        button.setAttribute("aria-live", "polite");
        button.addEventListener("click", async () => {
            button.textContent = await copy(code) ? "Copied" : "Selected: press Ctrl+C";
            button.classList.add("done");
            setTimeout(() => {
                button.textContent = "Copy";
                button.classList.remove("done");
            }, 2000);
        });
        // Beside what scrolls, so that it stays in its corner.
        const box = document.createElement("div");
        box.className = "copyable";
        code.parentNode.replaceWith(box);
        box.append(code.parentNode, button);
    }
})();
