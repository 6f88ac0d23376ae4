internal import ArgumentParser
internal import Model
internal import Sampling

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write a believable ledger to try things on.",
        discussion: "The same number of items and the same seed give the same files.")

    @Argument(help: "Folder to write to; it is made where it is missing.", completion: .directory)
    var directory: String

    @Option(name: .long, help: "Rows of items, from 1000 to 10000000.")
    var items = 5000

    @Option(name: .long, help: "Seed of the pseudo-random numbers.")
    var seed: UInt64 = 1

    func validate() throws {
        guard SampleLedger.sensibleItems.contains(items) else {
            throw ValidationError("--items must be from 1000 to 10000000, not \(items)")
        }
    }

    func run() throws {
        try Terminal.run {
            try SampleLedger(items: items, seed: seed).write(to: directory)
            Terminal.out("\(directory)/ledger.yaml\n")
        }
    }
}
