internal import ArgumentParser
internal import Model

struct MetricsNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a metric of your own that works, with comments, to change from there.",
        discussion: "Refuses with 64 an id that can't be used, with 73 a folder that is there already.")

    @Argument(help: "The new metric's id: small letters, digits and \"_\".") var id: String
    @Option(name: .customLong("in"), help: "The folder that gets the metric's folder.", completion: .directory)
    var parent = "metrics"

    func run() throws {
        try Terminal.run {
            let plugin = try NewPlugin(id: id, in: parent, beside: Project.catalog(metricFolders: [], beside: nil))
            try plugin.write()
            Terminal.out(plugin.next)
        }
    }
}
