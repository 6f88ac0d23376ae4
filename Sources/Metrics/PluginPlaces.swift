internal import Definitions

extension PluginCatalog {
    /// Where the built-in metrics are: beside an installed executable, else in the clone that it was built in or runs in.
    package static func builtInFolder(executable: String) -> String? {
        ShippedFolder.find(installed: "metrics", clone: "Sources/Metrics/Plugins", executable: executable)
    }

    /// `metrics/` beside a report definition, where there is one.
    package static func folder(beside definition: String) -> String? {
        let folder = FilePath.resolve("metrics", in: FilePath.folder(of: FilePath.absolute(definition)))
        return ShippedFolder.isFolder(folder) ? folder : nil
    }
}
