// What scrolls in a box of its own can be reached by the keyboard in every browser.
(() => {
    "use strict";
    for (const box of document.querySelectorAll(".scroll, .drawing")) {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
})();
