import BookModel
import BrowserDriver
import Foundation
import ReportWriter
import Testing

/// A chapter with a callout of each kind, the last with a title.
private func page() async throws -> String {
    let callouts = Callout.Kind.allCases.enumerated().map { index, kind in
        let title: [Inline] = kind == .caution ? [.text("Mind "), .emphasis([.text("this")]), .text(" <now>")] : []
        let text = SampleBook.paragraph(10 * index + 10, .text("Text of the \(kind.rawValue) with "), .code("code"))
        return Block(
            .callout(Callout(kind: kind, title: title, blocks: [text])), at: SampleBook.place(10 * index + 9))
    }
    let lead = SampleBook.paragraph(3, .text("A lead."))
    return try await PageTests.writer.get().html(SampleBook.book([SampleBook.chapter([lead] + callouts)])).html
}

@Suite("Callouts on the page") struct CalloutPageTests {
    @Test("A callout is a note with its kind as its name")
    func markup() async throws {
        let html = try await page()
        #expect(
            html.contains(
                """
                <div class="callout tip" role="note" aria-label="Tip">
                <p class="callout-name">Tip</p>
                <p>Text of the tip with <code>code</code></p>
                </div>
                """))
        #expect(
            html.contains(
                """
                <div class="callout caution" role="note" aria-label="Caution: Mind this &lt;now&gt;">
                <p class="callout-name">Caution</p>
                <p class="callout-title">Mind <em>this</em> &lt;now&gt;</p>
                <p>Text of the caution with <code>code</code></p>
                </div>
                """))
    }
}

@Suite("Callouts in a browser", .serialized, .browser, .needsBrowser) struct CalloutBrowserTests {
    @Test("Callouts stand out from their ground, each kind in a colour of its own", arguments: ColorScheme.allCases)
    func contrast(scheme: ColorScheme) async throws {
        let html = try await page()
        try await withPage(html, scheme: scheme) { page in
            let faults: [String] = try await page.evaluate(BrowserAccessibilityTests.contrastScript)
            #expect(faults == [])
            let colours: Set<String> = Set(
                try await page.evaluate(
                    "[...document.querySelectorAll('.callout')].map((e) => getComputedStyle(e).borderLeftColor)",
                    as: [String].self))
            #expect(colours.count == 5)
        }
    }

    @Test("The search finds the text of a callout, and not the names of kinds")
    func search() async throws {
        let html = try await page()
        let found: [Int] = try await withPage(html) { page in
            try await page.press("/")
            return try await page.evaluate(
                """
                ["text of the warning", "caution"].map((words) => {
                    const field = document.querySelector("dialog.search input");
                    field.value = words;
                    field.dispatchEvent(new Event("input"));
                    return document.querySelectorAll("dialog.search [role=option]").length;
                })
                """)
        }
        #expect(found == [1, 1])
    }
}
