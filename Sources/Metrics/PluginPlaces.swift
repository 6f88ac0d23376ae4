internal import Definitions
internal import Foundation

extension PluginCatalog {
    /// Where the built-in metrics are: beside an installed executable, else in the clone that it was built in or runs in.
    package static func builtInFolder(executable: String) -> String? {
        let resolved = URL(fileURLWithPath: FilePath.absolute(executable)).resolvingSymlinksInPath().path
        let program = FilePath.folder(of: resolved)
        let installed = FilePath.resolve("../share/countback/metrics", in: program)
        if isFolder(installed) { return installed }
        return above(program) ?? above(FileManager.default.currentDirectoryPath)
    }

    /// `metrics/` beside a report definition, where there is one.
    package static func folder(beside definition: String) -> String? {
        let folder = FilePath.resolve("metrics", in: FilePath.folder(of: FilePath.absolute(definition)))
        return isFolder(folder) ? folder : nil
    }

    private static func above(_ start: String) -> String? {
        var folder = start
        while true {
            let plugins = FilePath.resolve("Sources/Metrics/Plugins", in: folder)
            if isFolder(plugins) { return plugins }
            if folder == "/" || folder.isEmpty { return nil }
            folder = FilePath.folder(of: folder)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
