internal import ArgumentParser
internal import Definitions
internal import Model

/// Which outbox a command is about: a definition's, or a file.
struct OutboxOptions: ParsableArguments {
    @Option(name: .long, help: "A report definition whose outbox it is.", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String?

    @Option(name: .long, help: "The outbox file. Default: the user's own.", completion: .file())
    var outbox: String?

    func path() throws -> String {
        if let outbox { return FilePath.absolute(outbox) }
        guard let definition else { return OutboxPlace.standard }
        return OutboxPlace.of(try ReportDefinition.read(DefinitionText.load(definition)).get().deliver)
    }
}
