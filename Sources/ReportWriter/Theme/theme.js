// A button for the theme: the system's choice, until the reader makes another.
(() => {
    "use strict";
    const root = document.documentElement;
    const remember = (theme) => {
        try { localStorage.setItem("theme", theme); } catch { /* Private windows and files may refuse. */ }
    };
    try {
        const theme = localStorage.getItem("theme");
        if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch { /* As above. */ }
    const isDark = () => root.dataset.theme
        ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    const name = () => { button.textContent = isDark() ? "Light page" : "Dark page"; };
    button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        remember(root.dataset.theme);
        name();
    });
    name();
    document.getElementById("contents").append(button);
})();
