// A film's strip becomes a player: a slider over the frames and a button. Nothing moves until the reader asks for it.
(() => {
    "use strict";
    // Who prefers less motion gets two still frames a second.
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const millisecondsPerFrame = () => still.matches ? 500 : 1000 / 12;
    const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

    for (const figure of document.querySelectorAll("figure.film")) {
        const template = figure.querySelector("template");
        const frames = [...template.content.querySelectorAll("g.frame")];
        if (frames.length < 2) continue;
        const end = frames.length - 1;
        const name = figure.querySelector("figcaption b")?.textContent.replace(/\.$/, "") ?? "the film";
        const button = element("button", { type: "button" });
        const slider = element("input", { type: "range", min: 0, max: end, step: 1, value: end });
        slider.setAttribute("aria-label", `Moment of ${name}`);
        const moment = element("span", { className: "moment" });
        const controls = element("div", { className: "controls" });
        controls.append(button, slider, moment);
        template.content.firstElementChild.append(controls);
        template.replaceWith(template.content);
        figure.classList.add("has-player");

        let shown = end;
        const show = (index) => {
            frames[shown].setAttribute("display", "none");
            frames[index].removeAttribute("display");
            shown = index;
            slider.value = index;
            moment.textContent = frames[index].dataset.caption;
            slider.setAttribute("aria-valuetext", moment.textContent);
        };
        let request = null;
        const pause = () => {
            cancelAnimationFrame(request);
            request = null;
            button.textContent = "Play";
            button.setAttribute("aria-label", `Play ${name}`);
        };
        const play = () => {
            if (shown === end) show(0);
            button.textContent = "Pause";
            button.setAttribute("aria-label", `Pause ${name}`);
            let due = performance.now() + millisecondsPerFrame();
            const step = (now) => {
                if (now >= due) {
                    show(shown + 1);
                    due = Math.max(due, now - millisecondsPerFrame()) + millisecondsPerFrame();
                }
                if (shown === end) pause(); else request = requestAnimationFrame(step);
            };
            request = requestAnimationFrame(step);
        };
        button.addEventListener("click", () => { if (request === null) play(); else pause(); });
        slider.addEventListener("input", () => { pause(); show(Number(slider.value)); });
        pause();
        show(end);
    }
})();
