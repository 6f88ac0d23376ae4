internal import Foundation
package import Model

/// A file that can't be written, worded in one place: `cannot write output/weekly: no space left on the device`.
package enum WriteFailure {
    /// `code` is the `errno` of the call that failed.
    package static func refusal(path: String, code: Int32) -> Refusal {
        let finding = Finding(
            "cannot-write", .error, "cannot write \(path): \(reason(code))", place: Place(file: path),
            remedy: remedy(code))
        return Refusal(.cannotWrite, finding)
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "no space left on the device"
        case EACCES, EPERM: "permission denied"
        case EROFS: "the file system is read-only"
        case ENOTDIR: "part of the path is a file, not a folder"
        case EISDIR: "a folder is in its place"
        case ENOENT: "part of the path does not exist"
        default: String(cString: strerror(code)).lowercased()
        }
    }

    private static func remedy(_ code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "free some space, or choose another folder with --output; an earlier pack is untouched"
        case ENOTDIR, EISDIR: "move it away, or choose another folder with --output"
        default: "choose a folder that you may write to with --output; an earlier pack is untouched"
        }
    }
}
