/// Contrast of the letters in drawings, which are shapes there: `<use>` of a glyph.
enum FigureContrast {
    /// The parts of figures whose letters stand out too little, with the least ratio. What is behind a letter is the
    /// topmost shape at its middle that is drawn before it, else the page.
    static let script = """
        (() => {
            \(BrowserAccessibilityTests.contrastTools)
            const faults = new Map();
            let letters = 0;
            for (const svg of document.querySelectorAll(".drawing > svg")) {
                svg.scrollIntoView({ block: "center", behavior: "instant" });
                for (const letter of svg.querySelectorAll("use")) {
                    const box = letter.getBoundingClientRect();
                    if (!box.width) continue;
                    letters++;
                    const below = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                        .find((e) => e !== letter && svg.contains(e) && e !== svg && e.tagName !== "use"
                            && getComputedStyle(e).fill !== "none"
                            && letter.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
                    const page = ground(svg);
                    const back = below ? over(rgba(getComputedStyle(below).fill), page) : page;
                    const ratio = contrast(over(rgba(getComputedStyle(letter).fill), back), back);
                    const part = `${svg.closest("figure").id}: ${letter.closest("[data-part]")?.dataset.part}`;
                    if (ratio < 4.5) faults.set(part, Math.min(ratio, faults.get(part) ?? Infinity));
                }
            }
            if (letters < 50) faults.set("letters found", letters);
            return [...faults].map(([part, ratio]) => `${part} ${ratio.toFixed(2)}`);
        })()
        """
}
