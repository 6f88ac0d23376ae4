extension FigureGrid {
    /// How a value stands at the newest key date. An outlook while the figure that is compared says something else than the
    /// one shown: a month that is over is met or missed.
    package func shownStatus(_ value: MetricValue, node: Int) -> ShownStatus? {
        guard let entry = current(value.id, node: node), let status = entry.status else { return nil }
        return ShownStatus(status, isOutlook: isOutlook(value, node))
    }

    private func isOutlook(_ value: MetricValue, _ node: Int) -> Bool {
        let shown = current(value.id, node: node)?.value
        guard let standing = value.standing, let compared = values.first(where: { $0.id == standing.of }),
            let figure = current(compared.id, node: node)?.value
        else { return false }
        // Nothing carried on at its pace stays nothing: the whole tells how far the month is.
        if figure.isZero, node != 0 { return isOutlook(value, 0) }
        guard compared.unit != value.unit else { return figure != shown }
        guard let against = current(standing.against, node: node)?.value else { return false }
        return ExactRational.quotient(figure, against)?.rounded(scale: value.scale) != shown
    }
}
