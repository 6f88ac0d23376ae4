/// The words for what the model names itself.
extension Words {
    package func name(of status: TargetStatus) -> String { name(of: ShownStatus(status)) }

    package func name(of shown: ShownStatus) -> String {
        switch shown.status {
        case .met: self[shown.isOutlook ? .onTrack : .met]
        case .near: self[shown.isOutlook ? .atRisk : .near]
        case .missed: self[shown.isOutlook ? .offTrack : .missed]
        }
    }

    package func name(of severity: Finding.Severity) -> String {
        switch severity {
        case .info: self[.info]
        case .warning: self[.warning]
        case .error: self[.error]
        }
    }

    /// What a note's colour says; nil where it says nothing.
    package func name(of tone: Note.Tone) -> String? {
        switch tone {
        case .plain: nil
        case .info: self[.note]
        case .warning: self[.warning]
        case .error: self[.error]
        case .formula: self[.formula]
        }
    }

    /// A dimension within a sentence: `country`, `Land`; one of the ledger's own with its underscores as spaces.
    package func name(ofDimension dimension: String) -> String {
        text("dimensions.\(dimension)") ?? dimension.replacing("_", with: " ")
    }
}

extension String {
    /// With its first letter as a capital, as at the head of a column.
    package var capitalizedFirst: String {
        guard let first = unicodeScalars.first else { return self }
        return first.properties.titlecaseMapping + String(unicodeScalars.dropFirst())
    }
}
