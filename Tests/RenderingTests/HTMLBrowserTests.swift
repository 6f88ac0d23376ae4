import Foundation
import Rendering
import Testing

@Suite struct HTMLBrowserTests {
    /// Chromium's dump of the page after its script has run, and what it logged to the console.
    private func load(_ html: String) throws -> (dom: String, console: [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("page.html")
        try Data(html.utf8).write(to: page)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
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
}
