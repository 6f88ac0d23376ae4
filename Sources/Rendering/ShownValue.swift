package import Model

/// A cell's value as the page writes it, for those who show it elsewhere.
package enum ShownValue {
    package static func text(_ value: CellValue, _ words: Words) -> String { FigureText(words: words).alone(value) }
}
