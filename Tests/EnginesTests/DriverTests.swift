@testable import Engines
import Foundation
import Model
import Testing

/// Where drivers are looked for.
@Suite struct DriverTests {
    private let folder: String
    private let duckdb = DriverName.duckdb

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("countback-\(UUID().uuidString)")
        for name in ["named", "home/.config/adbc/drivers", "work/deep/er", "app/bin", "app/lib/countback", "work/.drivers"] {
            try FileManager.default.createDirectory(at: url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        folder = url.standardizedFileURL.path
    }

    private func places(_ driverPath: String? = nil, workingFolder: String = "work/deep/er") -> DriverPlaces {
        DriverPlaces(
            environment: driverPath.map { ["ADBC_DRIVER_PATH": $0] } ?? [:], home: folder + "/home",
            workingFolder: "\(folder)/\(workingFolder)", executable: folder + "/app/bin/countback")
    }

    private func write(_ text: String = "", _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
    }

    private func cleanUp() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func inOrder() throws {
        defer { cleanUp() }
        let path = "\(folder)/absent:\(folder)/named"
        try write("work/.drivers/libduckdb.so")
        #expect(try places(path).locate(duckdb).path == "\(folder)/work/.drivers/libduckdb.so")
        try write("app/lib/countback/libduckdb.so")
        #expect(try places(path).locate(duckdb).path == "\(folder)/app/lib/countback/libduckdb.so")
        try write("named/libduckdb.so")
        #expect(try places(path).locate(duckdb).path == "\(folder)/named/libduckdb.so")
        try write("[Driver]\nshared = \"/opt/duckdb/libduckdb.so\"\n", "home/.config/adbc/drivers/duckdb.toml")
        #expect(try places(path).locate(duckdb) == DriverLocation(path: "/opt/duckdb/libduckdb.so", entrySymbols: ["duckdb_adbc_init", "AdbcDriverInit"]))
        try write("[Driver]\nentrypoint = 'my_init'\n[Driver.shared]\nlinux_amd64 = 'mine.so'\nlinux_arm64 = 'mine.so'\n", "named/duckdb.toml")
        #expect(try places(path).locate(duckdb) == DriverLocation(path: "\(folder)/named/mine.so", entrySymbols: ["my_init"]))
    }

    private func write(_ path: String) throws { try write("", path) }

    @Test func manifests() {
        let whole = """
            manifest_version = 1
            name = "DuckDB"   # a comment
            [ADBC]
            version = "1.1.0"
            [Driver]
            entrypoint = "duckdb_adbc_init"
            shared = "/usr/lib/libduckdb.so"  # here
            """
        #expect(DriverManifest(text: whole)?.library == "/usr/lib/libduckdb.so")
        #expect(DriverManifest(text: whole)?.entrySymbol == "duckdb_adbc_init")
        #expect(DriverManifest(text: "shared = \"x.so\"") == nil)
        #expect(DriverManifest(text: "[Driver]\nshared = x.so") == nil)
        #expect(DriverManifest(text: "[Driver.shared]\nmacos_arm64 = \"x.dylib\"") == nil)
        #expect(DriverManifest(text: "") == nil)
    }

    @Test func missing() throws {
        defer { cleanUp() }
        let refusal = #expect(throws: Refusal.self) { try places("\(folder)/named").locate(duckdb) }
        #expect(refusal?.exit == .unavailable)
        let finding = refusal?.findings.first
        #expect(finding?.id == "missing-driver")
        #expect(
            finding?.message == "there is no driver for the engine duckdb; searched: \(folder)/named/duckdb.toml, "
                + "\(folder)/home/.config/adbc/drivers/duckdb.toml, /etc/adbc/drivers/duckdb.toml, \(folder)/named/libduckdb.so, "
                + "\(folder)/app/lib/countback/libduckdb.so, \(folder)/work/.drivers/libduckdb.so")
        #expect(finding?.remedy == "run `make setup`, or set ADBC_DRIVER_PATH to the folder of libduckdb.so")
    }

    @Test func aManifestThatNamesNothing() throws {
        defer { cleanUp() }
        try write("[Driver]\n", "named/duckdb.toml")
        let refusal = #expect(throws: Refusal.self) { try places("\(folder)/named").locate(duckdb) }
        #expect(refusal?.findings.first?.id == "unreadable-driver-manifest")
        #expect(refusal?.findings.first?.place?.file == "\(folder)/named/duckdb.toml")
    }

    @Test func aLibraryThatIsNone() throws {
        defer { cleanUp() }
        try write("not a library", "named/libduckdb.so")
        let location = try places("\(folder)/named").locate(duckdb)
        let refusal = #expect(throws: Refusal.self) { _ = try ADBCDriver.open(location) }
        #expect(refusal?.exit == .unavailable)
        #expect(refusal?.findings.first?.id == "unusable-driver")
        let noDriver = #expect(throws: Refusal.self) { _ = try ADBCDriver.open(DriverLocation(path: "libc.so.6", entrySymbols: ["no_such_init"])) }
        #expect(noDriver?.findings.first?.message == "the engine's driver libc.so.6 can't be used: it has no no_such_init")
    }
}
