internal import Definitions
internal import Foundation
internal import Model

/// Where the outbox is: as the definition says, else COUNTBACK_OUTBOX, else in the user's state folder.
///
/// It doesn't depend on --output, so that a run with another folder sends nothing a second time.
enum OutboxPlace {
    static let variable = "COUNTBACK_OUTBOX"

    static func of(_ deliveries: Deliveries?) -> String { deliveries?.outbox ?? standard }

    static var standard: String {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value(variable) { return FilePath.absolute(path) }
        // What systemd gives a service as its own.
        if let folder = value("STATE_DIRECTORY") { return folder + "/outbox.sqlite" }
        let state = value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.local/state"
        return state + "/countback/outbox.sqlite"
    }
}
