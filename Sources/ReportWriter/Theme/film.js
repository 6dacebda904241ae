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
        let timer = null;
        const label = (word) => {
            button.textContent = word;
            button.setAttribute("aria-label", `${word} ${name}`);
        };
        const pause = () => {
            clearInterval(timer);
            timer = null;
            label("Play");
        };
        const play = () => {
            if (shown === end) show(0);
            timer = setInterval(() => {
                show(shown + 1);
                if (shown === end) pause();
            }, millisecondsPerFrame());
            label("Pause");
        };
        button.addEventListener("click", () => { if (timer === null) play(); else pause(); });
        slider.addEventListener("input", () => { pause(); show(Number(slider.value)); });
        pause();
        show(end);
    }
})();
