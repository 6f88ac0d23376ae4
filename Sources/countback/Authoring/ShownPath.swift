internal import Definitions
internal import Foundation

extension FilePath {
    /// An absolute path as someone in the current folder would write it: relative where it lies inside.
    static func fromHere(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        if path == here { return "." }
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }
}
