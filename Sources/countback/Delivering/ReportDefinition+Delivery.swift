internal import Definitions
internal import Delivering
internal import Metrics
internal import Model

/// What `deliver:` says beyond its form: addresses that can't be, and conditions on what isn't there.
extension ReportDefinition {
    func deliveryFindings(metrics: [SelectedMetric]) -> [Finding] {
        guard let email = deliver?.email else { return [] }
        var findings: [Finding] = []
        let allowed = AllowedDomains(email.allowedDomains, &findings)
        _ = AddressFindings.mailbox(email.from.value, "sender", email.from.place, &findings)
        if let replyTo = email.replyTo { _ = AddressFindings.mailbox(replyTo.value, "address for replies", replyTo.place, &findings) }
        if let owner = email.owner, let mailbox = AddressFindings.mailbox(owner.value, "owner's address", owner.place, &findings) {
            findings += [allowed.refusal(mailbox, owner.place)].compactMap { $0 }
        }
        if case .listed = email.to { findings += recipientBook(email, allowed).findings }
        for format in email.attach ?? [] where !outputs.contains(format) {
            findings.append(
                Finding(
                    "not-written", .error, "\"attach\" names \(format.rawValue), which isn't among the \"outputs\"", place: deliver?.place,
                    remedy: "add it to \"outputs\", or attach \(outputs.map(\.rawValue).joined(separator: ", "))"))
        }
        for test in email.when?.value.tests ?? [] { findings += [finding(test, metrics)].compactMap { $0 } }
        return findings
    }

    /// Recipients that the definition itself lists.
    func recipientBook(_ email: EmailDelivery, _ allowed: AllowedDomains) -> RecipientBook {
        var book = RecipientBook(allowed: allowed)
        if case .listed(let addresses) = email.to {
            for address in addresses { book.add(address.value, member: "", place: address.place) }
        }
        return book
    }

    private func finding(_ test: FigureTest, _ metrics: [SelectedMetric]) -> Finding? {
        func finding(_ message: String, _ remedy: String) -> Finding { Finding("bad-condition", .error, message, place: test.place, remedy: remedy) }
        let known = metrics.map(\.plugin.manifest)
        guard let manifest = known.first(where: { $0.id == test.metric }) else {
            // A metric that is misspelt in the report is told of there.
            if self.metrics.contains(where: { $0.id == test.metric }) { return nil }
            return finding(
                "the condition asks for the metric \"\(test.metric)\", which the report doesn't select",
                Spelling.suggestion(for: test.metric, among: self.metrics.map(\.id)) ?? "it selects \(self.metrics.map(\.id).joined(separator: ", "))")
        }
        guard let value = test.value.isEmpty ? manifest.headline : manifest.values.first(where: { $0.id == test.value }) else {
            let ids = manifest.values.map(\.id)
            return finding(
                "the condition asks for \(test.metric).\(test.value), and \(test.metric) has no such value",
                Spelling.suggestion(for: test.value, among: ids) ?? "its values are \(ids.joined(separator: ", "))")
        }
        if test.isPercent, value.unit != .percent {
            return finding("the condition compares \(test.metric).\(value.id) with a percentage, and it is in \(value.unit.rawValue)", "leave the % out")
        }
        if test.question.isAboutChange, trend.points < 2, value.change == .trendPoint {
            return finding(
                "the condition asks how \(test.metric).\(value.id) has changed, and the report has no trend", "add \"trend: { every: week, points: 2 }\", or compare with a number")
        }
        return nil
    }
}
