import BrowserDriver
import Foundation
import Testing

/// What WCAG 2.2 AA asks for and a script can see.
@Suite("The page for all readers", .serialized, .browser, .needsBrowser) struct BrowserAccessibilityTests {
    @Test("Headings go down one level at a time, and the landmarks are there, each with a name of its own")
    func structure() async throws {
        let found: [String] = try await withSamplePage { page in
            try await page.evaluate(
                """
                (() => {
                    const faults = [];
                    const seen = (e) => e.getClientRects().length > 0;
                    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
                    let last = 0;
                    for (const h of headings) {
                        const level = Number(h.tagName[1]);
                        if (level > last + 1) faults.push(`h${level} follows h${last}: ${h.textContent}`);
                        if (!h.textContent.trim()) faults.push("an empty heading");
                        last = level;
                    }
                    if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
                    for (const [selector, count] of [["main", 1], ["header", 1], ["body > * nav", 1]])
                        if (document.querySelectorAll(selector).length !== count) faults.push(`not one ${selector}`);
                    const name = (e) => e.getAttribute("aria-label")
                        ?? document.getElementById(e.getAttribute("aria-labelledby"))?.textContent ?? "";
                    const names = new Set();
                    for (const e of document.querySelectorAll("nav, section, article, aside, [role=search]")) {
                        if (!name(e).trim()) faults.push(`without a name: ${e.outerHTML.slice(0, 60)}`);
                        if (names.has(name(e))) faults.push(`twice: ${name(e)}`);
                        names.add(name(e));
                    }
                    if (!document.documentElement.lang) faults.push("no language");
                    return faults;
                })()
                """)
        }
        #expect(found == [])
    }

    @Test("Pictures, buttons, links, fields and tables say what they are")
    func names() async throws {
        let found: [String] = try await withSamplePage { page in
            try await page.evaluate(
                """
                (() => {
                    const say = (what) => (e) => `${what}: ${e.outerHTML.slice(0, 80)}`;
                    const all = (selector) => [...document.querySelectorAll(selector)];
                    const label = (e) => (e.getAttribute("aria-label")
                        ?? document.getElementById(e.getAttribute("aria-labelledby"))?.textContent ?? "").trim();
                    const hidden = (e) => e.closest('[aria-hidden="true"], [role="img"] *');
                    return [
                        all("img").filter((e) => !e.hasAttribute("alt")).map(say("no alt")),
                        all("svg").filter((e) => !hidden(e) && !(e.getAttribute("role") === "img" && label(e)))
                            .map(say("no name")),
                        all("button, a[href], summary").filter((e) => !label(e) && !e.textContent.trim())
                            .map(say("no words")),
                        all("input, select, textarea").filter((e) => !label(e) && !e.labels.length)
                            .map(say("no label")),
                        all("table").filter((e) => !e.querySelector("th")).map(say("no header cells")),
                        all("th").filter((e) => !e.hasAttribute("scope")).map(say("no scope")),
                    ].flat();
                })()
                """)
        }
        #expect(found == [])
    }

    @Test("Whatever the Tab key reaches shows that it has the focus", arguments: ColorScheme.allCases)
    func focus(scheme: ColorScheme) async throws {
        try await withSamplePage(scheme: scheme) { page in
            try await page.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            let look = "(s => [s.outlineStyle, s.outlineWidth, s.boxShadow].join(' '))(getComputedStyle(e))"
            var reached = 0
            for _ in 0..<200 {
                try await page.press("Tab")
                let fault: String? = try await page.evaluate(
                    """
                    (() => {
                        const e = document.activeElement;
                        if (!e || e === document.body) return "end";
                        const focused = \(look);
                        e.blur();
                        const blurred = \(look);
                        e.focus({ preventScroll: true });
                        return focused === blurred ? e.outerHTML.slice(0, 80) : null;
                    })()
                    """)
                if fault == "end" { break }
                #expect(fault == nil)
                reached += 1
            }
            #expect(reached > 20)
        }
    }

    @Test("Text stands out from its ground by 4.5 to 1, large text by 3 to 1", arguments: ColorScheme.allCases)
    func contrast(scheme: ColorScheme) async throws {
        let found: [String] = try await withSamplePage(scheme: scheme) { page in
            try await page.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            return try await page.evaluate(Self.contrastScript)
        }
        #expect(found == [])
    }

    /// Contrast by the definition of WCAG 2.2 (relative luminance of sRGB). A canvas reads colours of any notation.
    /// Grounds are those of the ancestors, laid over each other.
    static let contrastTools = """
        const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
            .getContext("2d", { willReadFrequently: true });
        const known = new Map();
        const rgba = (colour) => {
            if (!known.has(colour)) {
                brush.clearRect(0, 0, 1, 1);
                brush.fillStyle = colour;
                brush.fillRect(0, 0, 1, 1);
                known.set(colour, [...brush.getImageData(0, 0, 1, 1).data].map((x) => x / 255));
            }
            return known.get(colour);
        };
        const over = (top, ground) => top[3] === 1 ? top
            : [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3])).concat(1);
        const ground = (e) => {
            if (!e) return rgba(getComputedStyle(document.documentElement).colorScheme === "dark" ? "#000" : "#fff");
            const own = rgba(getComputedStyle(e).backgroundColor);
            return own[3] === 1 ? own : over(own, ground(e.parentElement));
        };
        const linear = (x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
        const luminance = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
        const contrast = (front, back) => {
            const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
        };
        """

    /// The texts with too little contrast. Text of pictures has the ground of the element around.
    static let contrastScript = """
        (() => {
            \(contrastTools)
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const faults = new Set();
            while (walker.nextNode()) {
                const e = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !e.getClientRects().length) continue;
                if (e.closest("script, style, .katex-mathml")) continue;
                const style = getComputedStyle(e);
                if (style.visibility === "hidden") continue;
                const back = ground(e);
                const front = over(rgba(e.closest("svg") ? style.fill : style.color), back);
                const ratio = contrast(front, back);
                const size = parseFloat(style.fontSize);
                const large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
                if (ratio < (large ? 3 : 4.5)) faults.add(
                    `${ratio.toFixed(2)}: ${e.tagName}.${e.className.baseVal ?? e.className}`
                    + ` "${walker.currentNode.data.trim().slice(0, 30)}"`);
            }
            return [...faults];
        })()
        """
}
