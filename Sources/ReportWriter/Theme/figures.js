// Every drawing can be seen as large as the window, and taken along as a file in the colours that it is seen in.
(() => {
    "use strict";
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    dialog.innerHTML = '<button type="button">Close</button><div></div>';
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.lastChild.replaceChildren());
    document.body.append(dialog);

    const enlarge = (svg, name) => {
        const copy = svg.cloneNode(true);
        // What the copy refers to stands in the original still.
        for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
        dialog.setAttribute("aria-label", name);
        dialog.lastChild.replaceChildren(copy);
        dialog.showModal();
    };

    // The drawing by itself: colours that the page's theme gives are written out, and its paper is drawn.
    const standalone = (svg) => {
        const copy = svg.cloneNode(true);
        const copies = copy.querySelectorAll("*");
        svg.querySelectorAll("*").forEach((element, index) => {
            for (const name of ["fill", "stroke", "stop-color"]) {
                if (!/var\(|currentcolor/i.test(element.getAttribute(name) ?? "")) continue;
                copies[index].setAttribute(name, getComputedStyle(element).getPropertyValue(name));
            }
        });
        const paper = document.createElementNS(svg.namespaceURI, "rect");
        const { x, y, width, height } = svg.viewBox.baseVal;
        for (const [name, value] of Object.entries({ x, y, width, height })) paper.setAttribute(name, value);
        paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
        const last = [...copy.children].findLast((child) => /^(title|desc|defs)$/.test(child.tagName));
        if (last) last.after(paper);
        else copy.prepend(paper);
        return new XMLSerializer().serializeToString(copy);
    };

    const save = (text, type, name) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };

    for (const svg of document.querySelectorAll("figure > .drawing > svg")) {
        const figure = svg.closest("figure");
        const tools = figure.querySelector(":scope > .tools");
        if (!tools) continue;
        const name = figure.querySelector("figcaption b")?.textContent.replace(/\.$/, "") ?? "the figure";
        const add = (text, label, action) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = text;
            button.setAttribute("aria-label", label);
            button.addEventListener("click", action);
            tools.append(button);
        };
        add("Enlarge", `Enlarge ${name}`, () => enlarge(figure.querySelector(":scope > .player svg") ?? svg, name));
        add("SVG", `SVG of ${name}, as a file`, () => save(standalone(svg), "image/svg+xml", `${figure.id}.svg`));
    }
})();
