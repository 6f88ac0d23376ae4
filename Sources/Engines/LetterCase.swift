/// Capitals and small letters as DuckDB writes them, one letter for one, for engines that make `SS` of `ß`.
///
/// Those letters are put aside before and put back after. Source: Unicode's SpecialCasing, with utf8proc's capital of `ß`.
enum LetterCase {
    private static let manyCapitals =
        "ßŉǰΐΰևẖẗẘẙẚὐὒὔὖᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯᾲᾳᾴᾶᾷᾼῂῃῄῆῇῌῒΐῖῗῢΰῤῦῧῲῳῴῶῷῼﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ"
    private static let oneCapital =
        "ẞŉǰΐΰևẖẗẘẙẚὐὒὔὖᾈᾉᾊᾋᾌᾍᾎᾏᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾨᾩᾪᾫᾬᾭᾮᾯᾲᾼᾴᾶᾷᾼῂῌῄῆῇῌῒΐῖῗῢΰῤῦῧῲῼῴῶῷῼﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ"

    /// `change` is the engine's own function around a text.
    static func upper(_ text: String, _ change: (String) -> String) -> String { changed(text, manyCapitals, oneCapital, change) }
    static func lower(_ text: String, _ change: (String) -> String) -> String { changed(text, "İΣ", "iσ", change) }

    private static func changed(_ text: String, _ letters: String, _ others: String, _ change: (String) -> String) -> String {
        // Letters of private use, which have no case.
        let aside = String(String.UnicodeScalarView((0..<letters.unicodeScalars.count).compactMap { UnicodeScalar(0xE500 + $0) }))
        return "translate(\(change("translate(\(text), '\(letters)', '\(aside)')")), '\(aside)', '\(others)')"
    }
}
