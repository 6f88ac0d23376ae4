/// Why a run ends early: every finding at once, and the exit code they lead to.
package struct Refusal: Error, Sendable {
    package let exit: ExitCode
    package let findings: [Finding]

    package init(_ exit: ExitCode, _ findings: [Finding]) {
        self.exit = exit
        self.findings = findings
    }

    package init(_ exit: ExitCode, _ finding: Finding) { self.init(exit, [finding]) }
}

/// The process's exit codes, after sysexits.
package enum ExitCode: Int32, Sendable {
    case done = 0
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case cannotWrite = 73
    case internalError = 70
    case tryAgain = 75
    case badDefinition = 78
    case interrupted = 130
}
