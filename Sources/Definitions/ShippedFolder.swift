internal import Foundation

/// Finds what comes with Countback: beside an installed executable, else in the clone that it was built in or runs in.
package enum ShippedFolder {
    /// - Parameters:
    ///   - installed: the folder's name below `share/countback`.
    ///   - clone: its place in a clone.
    package static func find(installed: String, clone: String, executable: String) -> String? {
        let resolved = URL(fileURLWithPath: FilePath.absolute(executable)).resolvingSymlinksInPath().path
        let program = FilePath.folder(of: resolved)
        let shared = FilePath.resolve("../share/countback/\(installed)", in: program)
        if isFolder(shared) { return shared }
        return above(program, clone) ?? above(FileManager.default.currentDirectoryPath, clone)
    }

    private static func above(_ start: String, _ clone: String) -> String? {
        var folder = start
        while true {
            let wanted = FilePath.resolve(clone, in: folder)
            if isFolder(wanted) { return wanted }
            if folder == "/" || folder.isEmpty { return nil }
            folder = FilePath.folder(of: folder)
        }
    }

    package static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
