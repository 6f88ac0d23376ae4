internal import Definitions
internal import Model

// Findings go into the manifest, so a definition is named as its own findings name it: not by this machine's folders.

extension LedgerDefinition {
    var shownPlace: Place { Place(file: sources.first?.place.file ?? FilePath.name(of: path)) }
}

extension ReportDefinition {
    var shownPlace: Place { Place(file: FilePath.name(of: path)) }
}
