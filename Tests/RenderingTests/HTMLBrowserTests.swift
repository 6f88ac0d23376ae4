import Foundation
import Rendering
import Testing

@Suite struct HTMLBrowserTests {
    /// Chromium's dump of the page after its script has run, and what it logged to the console.
    private func load(_ html: String, width: Int = 1200) throws -> (dom: String, console: [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("page.html")
        try Data(html.utf8).write(to: page)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--window-size=\(width),900", "--enable-logging=stderr", "--v=0",
            "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=2000", "--dump-dom", page.absoluteString,
        ]
        let out = folder.appendingPathComponent("out"), log = folder.appendingPathComponent("log")
        for file in [out, log] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        process.waitUntilExit()
        let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
        return (try String(contentsOf: out, encoding: .utf8), lines.filter { $0.contains("CONSOLE") })
    }

    @Test func loadsWithoutConsoleErrors() throws {
        let page = Page.render(SamplePack.pack)
        let (dom, console) = try load(page)
        #expect(console == [])
        // The script ran: headers became buttons, trees fold, the list has a filter with its count.
        #expect(dom.contains("class=\"order\""))
        #expect(dom.contains("aria-expanded=\"true\""))
        #expect(dom.contains("<output>300 of 300 rows</output>"))
        // Names that look like markup are text, so the browser made no element of them.
        #expect(dom.contains("Kuwait &lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(dom.components(separatedBy: "<script").count == 2)
    }

    /// Wide tables scroll within their frames; what only screen readers are told must not stick out of these.
    @Test(arguments: [500, 1200]) func thePageDoesNotScrollSideways(width: Int) throws {
        let measure = """
            <script>document.body.setAttribute("data-test-wide",
              [...document.querySelectorAll(".scroll")].some(frame => frame.scrollWidth > frame.clientWidth));
            document.body.setAttribute("data-test-beyond", document.documentElement.scrollWidth - document.documentElement.clientWidth);
            </script></body>
            """
        let page = Page.render(SamplePack.pack).replacingOccurrences(of: "Content-Security-Policy", with: "none")
        let dom = try load(page.replacingOccurrences(of: "</body>", with: measure), width: width).dom
        if width == 500 { #expect(dom.contains("data-test-wide=\"true\"")) }
        #expect(dom.contains("data-test-beyond=\"0\""))
    }

    /// The page's own script, driven by another one: the content policy has to go for that.
    @Test func sortsFoldsAndFilters() throws {
        let driver = """
            <script>
            const say = (name, value) => document.body.setAttribute("data-test-" + name, value);
            const table = id => document.querySelector("table[aria-labelledby=s-t-" + id + "]");
            const first = rows => [...rows].filter(row => !row.hidden).slice(0, 3).map(row => row.cells[0].textContent).join("|");
            const tree = table("dso-by_node").tBodies[0];
            table("dso-by_node").tHead.rows[0].cells[5].firstChild.click();
            say("sorted", first(tree.rows));
            tree.rows[1].cells[0].firstChild.click();
            say("folded", first(tree.rows));
            const items = table("aged_debt-items");
            const input = items.closest(".table").querySelector("input");
            input.value = "SPAIN bold";
            input.dispatchEvent(new Event("input"));
            say("filtered", input.nextSibling.textContent);
            const buckets = table("aged_debt-buckets");
            buckets.tHead.rows[0].cells[1].firstChild.click();
            say("totals", buckets.tBodies[0].rows[0].cells[0].textContent + "|" + buckets.tBodies[0].rows[7].cells[0].textContent);
            </script></body>
            """
        let page = Page.render(SamplePack.pack).replacingOccurrences(of: "Content-Security-Policy", with: "none")
        let (dom, console) = try load(page.replacingOccurrences(of: "</body>", with: driver))
        #expect(console == [])
        // Receivables fall with the position, so the last geo, APAC, and in it the last country come first.
        #expect(dom.contains("data-test-sorted=\"All|APAC|Kuwait &lt;script&gt;alert(1)&lt;/script&gt;\"") || dom.contains("data-test-sorted=\"All|APAC|Kuwait <script>alert(1)</script>\""))
        #expect(dom.contains("data-test-folded=\"All|APAC|Americas\""))
        // Customer 4 of 6 and country 1 of 3: n × 7 mod 6 = 4 and n mod 3 = 1, so n = 4, 10, … 298: 50 rows.
        #expect(dom.contains("data-test-filtered=\"50 of 300 rows\""))
        // −128,902.21 is the least; the total stays last.
        #expect(dom.contains("data-test-totals=\"Unallocated|Total\""))
    }
}
