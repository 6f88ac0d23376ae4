import Foundation
import Testing

/// Pages before other people's judges: the Nu HTML checker, axe-core in Chromium, and the printer.
@Suite struct PageCheckTests {
    private static let pages = ["weekly-metric-pack in en", "weekly-metric-pack in he", "hostile"]

    /// A page of one of these, in a folder of its own.
    private func page(_ name: String) throws -> (folder: TemporaryFolder, page: String) {
        let made = try #require(Self.made[name]).get()
        let folder = try TemporaryFolder()
        try folder.write(made, to: "out/page.html")
        return (folder, folder.path + "/out/page.html")
    }

    private static let made = Dictionary(uniqueKeysWithValues: pages.map { name in (name, Result { try make(name) }) })

    private static func make(_ name: String) throws -> String {
        let folder = try TemporaryFolder()
        var report = Program.root + "/report-definitions/weekly-metric-pack.yaml"
        var options = ["--set", "language=" + name.suffix(2)]
        if name == "hostile" {
            var files = SmallReport.files
            files["report.yaml"] = SmallReport.report.replacingOccurrences(of: "[csv]", with: "[html]")
            files["customers.csv"] = "customer_id,name,country\nC1,<script>alert(1)</script>,\"<img src=x onerror=alert(1)>\"\nC2,=cmd|'/c calc'!A1,\"\"\"><b>DE\"\n"
            for (file, text) in files { try folder.write(text, to: file) }
            (report, options) = (folder.path + "/report.yaml", [])
        }
        let ended = try Program.countback(
            ["run", report, "--quiet", "--format", "html", "--output", folder.path + "/out"] + options, in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        let file = try #require(folder.files(below: "out").first { $0.hasSuffix(".html") })
        return try folder.text(of: "out/" + file)
    }

    @Test(arguments: pages) func isValidHTML(name: String) throws {
        let (folder, page) = try page(name)
        let ended = try Program.run("/usr/bin/env", ["java", "-Xss4m", "-jar", Program.root + "/.tools/vnu.jar", "--format", "gnu", page], in: folder.path)
        #expect(ended.exit == 0)
        #expect(ended.errors == "")
    }

    /// Light and dark, as contrast is judged, too. The content policy has to go for a script that isn't the page's own.
    /// Of rows that are alike but for their text the first are judged: two thousand items take half a minute.
    @Test(arguments: pages, ["light", "dark"]) func isAccessible(name: String, scheme: String) throws {
        let (folder, page) = try page(name)
        let axe = try #require(Self.axe)
        var html = try String(contentsOfFile: page, encoding: .utf8)
        html = html.replacingOccurrences(of: "Content-Security-Policy", with: "none")
        if scheme == "dark" { html = html.replacingOccurrences(of: "@media screen and (prefers-color-scheme:dark)", with: "@media screen") }
        let judge = """
            <script>\(try String(contentsOfFile: axe, encoding: .utf8))</script>
            <script>
            const kinds = new Set();
            for (const row of document.querySelectorAll("tbody tr")) {
              const kind = [row, ...row.querySelectorAll("*")].map(part => part.tagName + part.className).join(" ");
              if (row.sectionRowIndex > 2 && kinds.has(kind)) row.remove();
              kinds.add(kind);
            }
            axe.run(document, { resultTypes: ["violations"] }).then(found => {
              const said = found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html.slice(0, 120)).join(" | "));
              document.body.setAttribute("data-axe", said.join(" ;; ") || "nothing of " + found.passes.length);
            });</script></body>
            """
        // The first from the end: a script may hold the words, too.
        let end = try #require(html.range(of: "</body>", options: .backwards))
        html.replaceSubrange(end, with: judge)
        try folder.write(html, to: "judged.html")
        let ended = try Program.chromium(
            ["--window-size=1280,900", "--virtual-time-budget=120000", "--dump-dom", "file://\(folder.path)/judged.html"], in: folder.path)
        let said = ended.out.components(separatedBy: "data-axe=\"").dropFirst().first?.prefix { $0 != "\"" }
        #expect(said?.hasPrefix("nothing of ") == true, "\(said ?? "axe did not end")")
    }

    private static let axe = FileManager.default.enumerator(atPath: Program.root + "/.tools/venv/lib")?
        .compactMap { $0 as? String }.first { $0.hasSuffix("axe_playwright_python/axe.min.js") }.map { Program.root + "/.tools/venv/lib/" + $0 }

    /// Every section begins on a page of its own, tables repeat their header, and nothing dark is printed in dark mode.
    @Test func printsSectionBySection() throws {
        let (folder, page) = try page(Self.pages[0])
        let printed = try Program.chromium(
            ["--no-pdf-header-footer", "--force-dark-mode", "--print-to-pdf=\(folder.path)/page.pdf", "file://" + page], in: folder.path)
        #expect(printed.exit == 0, "\(printed.errors)")
        let text = try Program.run("/usr/bin/pdftotext", ["-layout", folder.path + "/page.pdf", "-"], in: folder.path).out
        let sheets = text.split(separator: "\u{C}").map { $0.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } }
        for section in ["Days sales outstanding", "Aged debt", "Unallocated cash", "Where the figures come from", "Data quality", "Methodology"] {
            #expect(sheets.filter { $0.first == section }.count == 1, "\(section)")
        }
        // The list of overdue items goes over sheets, each with the header.
        #expect(sheets.filter { sheet in sheet.prefix(3).contains { $0.contains("Document") && $0.contains("Days past due") } }.count >= 2)
        let picture = try Program.run("/usr/bin/pdftoppm", ["-r", "20", "-f", "2", "-l", "2", "-gray", folder.path + "/page.pdf", folder.path + "/sheet"], in: folder.path)
        #expect(picture.exit == 0)
        let grey = try #require(folder.files().first { $0.hasPrefix("sheet") })
        let pixels = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + grey)).suffix(20_000)
        #expect(pixels.filter { $0 < 60 }.count < pixels.count / 10)
    }

    /// A page for phones as for screens: nothing sticks out, and no chart's labels lie over each other.
    @Test(arguments: [390, 1280], ["en", "he"]) func fitsTheScreen(width: Int, language: String) throws {
        let (folder, page) = try page("weekly-metric-pack in " + language)
        var html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.utf8.count < 600_000)
        html = html.replacingOccurrences(of: "Content-Security-Policy", with: "none")
        let end = try #require(html.range(of: "</body>", options: .backwards))
        html.replaceSubrange(end, with: """
            <script>
            const overlapping = [...document.querySelectorAll(".canvas svg")].flatMap(svg => {
              const boxes = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
              return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) =>
                Math.min(x.right, y.right) - Math.max(x.left, y.left) > 1 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 3
              ).map(([b]) => a + "/" + b));
            });
            const beyond = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            parent.postMessage({ beyond, width: innerWidth, overlapping: overlapping.join(" ") }, "*");
            </script></body>
            """)
        try folder.write(html, to: "measured.html")
        // Chromium's least window is wider than a phone: a frame of a phone's width stands for it.
        try folder.write(
            """
            <!DOCTYPE html><title>frame</title><body>
            <script>addEventListener("message", said => document.body.setAttribute("data-said", JSON.stringify(said.data)));</script>
            <iframe width="\(width)" height="900" style="border:0" src="measured.html"></iframe>
            """, to: "frame.html")
        let ended = try Program.chromium(
            ["--window-size=1400,1000", "--virtual-time-budget=4000", "--dump-dom", "file://\(folder.path)/frame.html"], in: folder.path)
        let said = ended.out.components(separatedBy: "data-said=\"").dropFirst().first?.prefix { $0 != "\"" }
        #expect(said == "{&quot;beyond&quot;:0,&quot;width&quot;:\(width),&quot;overlapping&quot;:&quot;&quot;}")
    }

    /// Its policy allows nothing from anywhere, and it names no place to ask.
    @Test func asksNobody() throws {
        let (folder, page) = try page(Self.pages[0])
        let html = try folder.text(of: String(page.dropFirst(folder.path.count + 1)))
        #expect(html.contains("default-src &#39;none&#39;; style-src &#39;sha256-"))
        for word in ["http://", "https://", "src=", "@import", "url(\"", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "<link", "<form"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    /// Names that look like markup or formulas are text, in the browser too.
    @Test func hostileNamesAreText() throws {
        let (folder, page) = try page("hostile")
        let ended = try Program.chromium(
            ["--enable-logging=stderr", "--v=0", "--virtual-time-budget=2000", "--dump-dom", "file://" + page], in: folder.path)
        #expect(ended.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(ended.out.contains("&lt;img src=x onerror=alert(1)&gt;"))
        #expect(ended.out.components(separatedBy: "<script").count == 2)
        #expect(!ended.out.contains("<img"))
        #expect(!ended.errors.contains("CONSOLE"), "\(ended.errors)")
    }
}
