internal import Foundation
internal import Model

/// The folders in which drivers are looked for, in order.
///
/// First as every ADBC client does: a manifest in `ADBC_DRIVER_PATH`, the user's or the system's folder, then the
/// library itself in `ADBC_DRIVER_PATH`. Then Countback's own: beside the installed program (`../lib/countback`), and
/// `.drivers/` above the program or the working folder, which `make setup` fills.
struct DriverPlaces {
    var named: [String]
    var manifests: [String]
    var own: [String]

    init(environment: [String: String], home: String?, workingFolder: String, executable: String?) {
        named = (environment["ADBC_DRIVER_PATH"] ?? "").split(separator: ":").map(String.init)
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home.map { $0 + "/.config" }
        manifests = (configuration.map { [$0 + "/adbc/drivers"] } ?? []) + ["/etc/adbc/drivers"]
        own = []
        if let executable {
            let folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
            own.append(folder.appendingPathComponent("../lib/countback").standardizedFileURL.path)
            own += Self.above(folder)
        }
        for folder in Self.above(URL(fileURLWithPath: workingFolder)) where !own.contains(folder) { own.append(folder) }
    }

    static var ofThisProcess: DriverPlaces {
        DriverPlaces(
            environment: ProcessInfo.processInfo.environment, home: NSHomeDirectory(),
            workingFolder: FileManager.default.currentDirectoryPath,
            executable: try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    }

    /// `.drivers` in a folder and in each one above it.
    private static func above(_ folder: URL) -> [String] {
        var path = folder.standardizedFileURL.path
        var found: [String] = []
        while true {
            found.append(path == "/" ? "/.drivers" : path + "/.drivers")
            guard path != "/", let slash = path.lastIndex(of: "/") else { return found }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
    }

    func locate(_ name: DriverName) throws -> DriverLocation {
        let files = FileManager.default
        for folder in named + manifests {
            let path = "\(folder)/\(name.manifest).toml"
            guard let data = files.contents(atPath: path) else { continue }
            guard let manifest = DriverManifest(text: String(decoding: data, as: UTF8.self)) else {
                throw Refusal(
                    .unavailable,
                    Finding(
                        "unreadable-driver-manifest", .error, "the driver manifest names no library for this machine",
                        place: Place(file: path), remedy: "give it a line `shared = \"…\"` under [Driver]"))
            }
            let library = manifest.library.hasPrefix("/") ? manifest.library : "\(folder)/\(manifest.library)"
            return DriverLocation(path: library, entrySymbols: Self.symbols(manifest.entrySymbol, name))
        }
        for folder in named + own {
            let path = "\(folder)/\(name.library)"
            if files.fileExists(atPath: path) {
                return DriverLocation(path: path, entrySymbols: Self.symbols(nil, name))
            }
        }
        throw missing(name)
    }

    /// A file that set-up puts beside the drivers.
    func locateFile(_ name: String, what: String) throws -> String {
        let folders = named + own
        if let folder = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/\(name)") }) { return "\(folder)/\(name)" }
        let existing = folders.filter { FileManager.default.fileExists(atPath: $0) }
        throw Refusal(
            .unavailable,
            Finding(
                "missing-driver", .error, "there is no \(what); searched for \(name) in: \((existing.isEmpty ? folders : existing).joined(separator: ", "))",
                remedy: "run `make setup`, or set ADBC_DRIVER_PATH to the folder of \(name)"))
    }

    private static func symbols(_ stated: String?, _ name: DriverName) -> [String] {
        stated.map { [$0] } ?? [name.entrySymbol, "AdbcDriverInit"]
    }

    private func missing(_ name: DriverName) -> Refusal {
        let existing = own.filter { FileManager.default.fileExists(atPath: $0) }
        let searched =
            (named + manifests).map { "\($0)/\(name.manifest).toml" } + named.map { "\($0)/\(name.library)" }
            + (existing.isEmpty ? own : existing).map { "\($0)/\(name.library)" }
        return Refusal(
            .unavailable,
            Finding(
                "missing-driver", .error,
                "there is no driver for the engine \(name.manifest); searched: \(searched.joined(separator: ", "))",
                remedy: "run `make setup`, or set ADBC_DRIVER_PATH to the folder of \(name.library)"))
    }
}
