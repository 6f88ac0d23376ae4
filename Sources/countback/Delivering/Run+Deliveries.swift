internal import Delivering
internal import Foundation
internal import Model
internal import Rendering

/// What a run has made, as something to be sent.
extension Run.Outcome {
    /// The whole pack; members of a split have theirs beside it.
    func delivery(to recipients: [Mailbox]) -> PackDelivery {
        PackDelivery(pack, of: "", results: results, folder: folder, files: outputs.map(\.path).filter { !$0.hasPrefix("members/") }, recipients: recipients)
    }
}

extension MemberPack {
    func delivery(to recipients: [Mailbox]) -> PackDelivery {
        PackDelivery(pack, of: name, results: results, folder: folder, files: outputs.map(\.path), recipients: recipients)
    }
}

extension PackDelivery {
    fileprivate init(_ pack: Pack, of member: String, results: Results, folder: String, files: [String], recipients: [Mailbox]) {
        let language = pack.words
        self.init(
            report: pack.report, asOf: pack.asOf, member: member, pack: pack, folder: folder, files: files, recipients: recipients,
            words: MailWords(language) { ShownValue.text($0, language) }
        ) { test in results.figure(test, node: 0) }
    }
}

extension Results {
    /// The figure that a condition asks for, at a node.
    func figure(_ test: FigureTest, node: Int) -> FigureNow? {
        guard let metric = metrics.first(where: { $0.plugin.manifest.id == test.metric }) else { return nil }
        let manifest = metric.plugin.manifest
        guard let value = test.value.isEmpty ? manifest.headline : manifest.values.first(where: { $0.id == test.value }),
            let entry = metric.grid.current(value.id, node: node)
        else { return nil }
        let history = metric.grid.history(value.id, node: node)
        let point = history.count > 1 ? history[history.count - 2] : nil
        return FigureNow(
            title: value.title, unit: value.unit, currency: currency, value: entry.value, reason: entry.reason,
            before: value.change.period(metric.parameters) == nil ? point : entry.previous, status: entry.status)
    }
}
