import BrowserDriver
import Foundation
import Testing

@Suite("The page in a browser", .serialized, .browser, .needsBrowser) struct BrowserTests {
    @Test("The page complains of nothing and asks for nothing but itself")
    func quiet() async throws {
        let log = try await withSamplePage { try await $0.log }
        #expect(log.complaints == [])
        #expect(log.requests.count == 1, "\(log.requests)")
    }

    @Test("The driver hears errors, exceptions and requests")
    func complaints() async throws {
        let page = """
            <!doctype html><meta http-equiv="Content-Security-Policy" content="img-src 'none'"><title>Bad</title>
            <img src="https://example.org/a.png"><script>console.error("ill", 3); nothing()</script>
            <script src="missing.js"></script>
            """
        let log = try await withPage(page) { try await $0.log }
        #expect(log.complaints.contains("error: ill 3"))
        #expect(log.complaints.contains { $0.hasPrefix("exception: ReferenceError: nothing is not defined") })
        #expect(log.complaints.contains { $0.contains("violates the following Content Security Policy directive") })
        #expect(log.requests.contains { $0.hasSuffix("/missing.js") })
    }

    @Test("Nothing makes the page wider than its window", arguments: [320, 390, 768, 1400])
    func width(_ width: Int) async throws {
        let found: [String] = try await withSamplePage(width: width) { page in
            // What scrolls or is clipped in a box of its own does not count.
            try await page.evaluate(
                """
                (() => {
                    const root = document.documentElement;
                    const contained = (e) => {
                        for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
                            if (getComputedStyle(p).overflowX !== "visible" || p.tagName === "svg") return true;
                        return false;
                    };
                    const wide = root.scrollWidth > innerWidth ? [`the page is ${root.scrollWidth} px wide`] : [];
                    return wide.concat([...document.body.querySelectorAll("*")]
                        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !contained(e))
                        .map((e) => e.outerHTML.slice(0, 80)));
                })()
                """)
        }
        #expect(found == [])
    }

    @Test("Every link within the page lands on an element in sight, and ids are unique")
    func links() async throws {
        let found: [String] = try await withSamplePage { page in
            try await page.evaluate(
                """
                (() => {
                    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
                    const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: ${id}`);
                    const links = [...document.querySelectorAll('a[href^="#"]')];
                    if (links.length < 15) twice.push(`only ${links.length} links`);
                    return twice.concat(links.map((a) => decodeURIComponent(a.hash.slice(1)))
                        .filter((id) => !document.getElementById(id)?.getClientRects().length)
                        .map((id) => `nothing in sight: ${id}`));
                })()
                """)
        }
        #expect(found == [])
    }

    @Test("A followed link brings its target into the window, and the contents follow")
    func landing() async throws {
        try await withSamplePage { page in
            try await page.run("[...document.querySelectorAll('main a')].find((a) => a.hash === '#tbl-scores').click()")
            try await page.run("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            let top: Double = try await page.evaluate("document.getElementById('tbl-scores').getBoundingClientRect().y")
            #expect(top >= 0 && top < 600)
            let current: String = try await page.evaluate(
                "document.querySelector('nav [aria-current]')?.hash ?? 'nothing'")
            #expect(current == "#sec-table")
        }
    }

    @Test("The theme follows the reader's preference and the button, and figures follow the theme")
    func themes() async throws {
        let state = """
            (() => {
                const colour = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
                const light = (c) => c.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3;
                return [light(colour("body", "backgroundColor")) > 128 ? "light" : "dark",
                        colour(".drawing svg", "color"), document.querySelector("button.theme").textContent];
            })()
            """
        try await withSamplePage { page in
            let light: [String] = try await page.evaluate(state)
            try await page.prefer(.dark)
            let dark: [String] = try await page.evaluate(state)
            #expect(light[0] == "light")
            #expect(dark[0] == "dark")
            #expect(light[1] != dark[1])
            try await page.prefer(.light)
            try await page.run("document.querySelector('button.theme').click()")
            let chosen: [String] = try await page.evaluate(state)
            #expect(chosen[0] == "dark")
            #expect(chosen[1] == dark[1])
            #expect(chosen[2] != light[2])
            // By the keyboard too.
            try await page.run("document.querySelector('button.theme').focus()")
            try await page.press("Enter")
            #expect(try await page.evaluate(state) == light)
        }
    }

    @Test("Without scripts all text is there and in sight")
    func withoutScripts() async throws {
        let missing: [String] = try await withSamplePage(scripts: false) { page in
            try await page.evaluate(
                """
                ["Start every word at almost the same point", "Gradient flow is the limit of gradient descent",
                 "One concept at a time", "is one eigenvector with its eigenvalue", "PMI, factorised", "878.4",
                 "3 of 506 questions", "You shall know a word", "The prose goes on though the code stopped.",
                 "Efficient estimation of word representations", "has no member 'worsd'"]
                .filter((words) => !document.body.innerText.includes(words))
                """)
        }
        #expect(missing == [])
    }
}
